import type { FoundInvitation } from '#src/domain/invitations/find-invitation.ts'
import { personNameMax } from '#src/domain/users/user.ts'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { useWords } from '../view.ts'

type NameFieldsProps = {
  invitation: FoundInvitation
  /** What was typed, when the form comes back with errors. */
  given: { firstName: string; lastName: string } | undefined
  errors: FieldErrors
  isRequired?: boolean
}

/** First and last name, filled in as far as the invitation knows them. */
export function NameFields({ invitation, given, errors, isRequired = false }: NameFieldsProps) {
  const t = useWords()
  return (
    <div class="pair">
      <TextField
        name="first_name"
        label={t('welcome.fields.first_name')}
        value={given?.firstName ?? invitation.firstName ?? ''}
        error={errors.first_name}
        autocomplete="given-name"
        maxlength={personNameMax}
        required={isRequired}
      />
      <TextField
        name="last_name"
        label={t('welcome.fields.last_name')}
        value={given?.lastName ?? invitation.lastName ?? ''}
        error={errors.last_name}
        autocomplete="family-name"
        maxlength={personNameMax}
        required={isRequired}
      />
    </div>
  )
}
