import type { PasswordVerdict } from '#src/domain/users/check-password.ts'
import type { FieldError } from '../components/field.tsx'

/** Why a password was refused, in words; nothing when it was not. */
export function passwordProblem(password: string, verdict: PasswordVerdict): FieldError | undefined {
  if (password === '') return { key: 'welcome.problems.password_missing' }
  return verdict === 'fine' ? undefined : { key: `welcome.problems.password_${verdict}` }
}
