import type { FieldError } from '../components/field.tsx'

type Verdict = 'fine' | 'too_short' | 'too_long' | 'common' | 'personal'

/** Why a password was refused, in words; nothing when it was not. */
export function passwordProblem(verdict: Verdict): FieldError | undefined {
  return verdict === 'fine' ? undefined : { key: `welcome.problems.password_${verdict}` }
}
