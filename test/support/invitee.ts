import { proofOf } from '#src/domain/codes/proof.ts'
import { cookiesFrom, get, post } from './browse.ts'
import { keys } from './cast.ts'
import { password } from './passwords.ts'

/** Vera, who received an invitation, and what she does with its code. */
export const vera = { first_name: 'Vera', last_name: 'Novak', password }

/** A browser that has followed the link; of a letter code nobody knows yet whether it exists. */
export const following = (code: string) => ({ cookie: `parvis_code=${code}` })

/** The same when the code was found; that of a mail needs no proof. */
export const holding = (code: string) => ({
  cookie: `parvis_code=${code}; parvis_proof=${proofOf(keys, code)}`,
})

export const open = (code: string, more: Parameters<typeof get>[1] = {}) =>
  get('/invitation', { ...holding(code), ...more })

export const accept = (code: string, fields: Record<string, string> = vera) =>
  post('/invitation', fields, holding(code))

/** The code that an answer asks the browser to keep. */
export function keptCode(answer: Response): string {
  return /parvis_code=([^;]*)/.exec(cookiesFrom(answer))?.[1] ?? ''
}
