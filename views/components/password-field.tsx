import { useWords } from '../view.ts'
import { describedBy, type FieldError, Hint, Problem } from './field.tsx'

type PasswordProps = {
  label: string
  hint?: string
  error?: FieldError | undefined
  autocomplete: 'current-password' | 'new-password'
  autofocus?: boolean
  /** Needed for some of what a form does. */
  isOptional?: boolean
}

/** A password; where scripts run, a button can show what is typed. Never filled again after an error. */
export function PasswordField({
  label,
  hint,
  error,
  autocomplete,
  autofocus,
  isOptional = false,
}: PasswordProps) {
  const t = useWords()
  return (
    <div
      class={error ? 'field field-invalid' : 'field'}
      data-reveal={t('common.password.show')}
      data-reveal-label={t('common.password.show_label')}
    >
      <label for="password">{label}</label>
      <Hint name="password" hint={hint} />
      <input
        {...describedBy('password', hint, error)}
        type="password"
        name="password"
        autocomplete={autocomplete}
        maxlength={512}
        required={!isOptional}
        autofocus={autofocus || Boolean(error)}
      />
      <Problem name="password" error={error} />
    </div>
  )
}
