import type { FieldErrors } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useWords } from '../view.ts'

type OwnPasswordProps = { hint: string; errors: FieldErrors; isOptional?: boolean }

/** The password of whoever asks, before what must not happen on a screen left alone. */
export function OwnPassword({ hint, errors, isOptional = false }: OwnPasswordProps) {
  const t = useWords()
  return (
    <PasswordField
      label={t('users.user.own_password')}
      hint={hint}
      error={errors.password}
      autocomplete="current-password"
      isOptional={isOptional}
    />
  )
}
