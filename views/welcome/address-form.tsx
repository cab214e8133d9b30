import { Button } from '../components/button.tsx'
import { type FieldError, TextField } from '../components/field.tsx'
import { useWords } from '../view.ts'

type AddressFormProps = {
  action: string
  submit: string
  email?: string | undefined
  error?: FieldError | undefined
}

/** One address and a button: registering, or asking for a new password. */
export function AddressForm({ action, submit, email, error }: AddressFormProps) {
  const t = useWords()
  return (
    <form class="public-form" method="post" action={action} novalidate>
      <TextField
        type="email"
        name="email"
        label={t('welcome.fields.address')}
        value={email}
        error={error}
        autocomplete="email"
        autofocus
        required
      />
      <Button>{submit}</Button>
    </form>
  )
}
