import * as v from 'valibot'
import { cleanLine, lengthOf } from '#src/domain/text/clean.ts'
import { checkPassword } from '#src/domain/users/check-password.ts'
import { personNameMax } from '#src/domain/users/user.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { passwordProblem } from '#views/welcome/password-problem.ts'
import type { AppContext } from './context.ts'
import { readBody } from './read-body.ts'
import { readForm } from './validate.ts'

const name = (missing: 'welcome.problems.first_name' | 'welcome.problems.last_name') =>
  v.pipe(
    v.optional(v.string(missing), ''),
    v.transform(cleanLine),
    v.minLength(1, missing),
    v.check((text) => lengthOf(text) <= personNameMax, 'welcome.problems.name_long'),
  )
const namesForm = v.object({
  first_name: name('welcome.problems.first_name'),
  last_name: name('welcome.problems.last_name'),
})

export type AcceptanceForm = {
  values: { firstName: string; lastName: string; password: string }
  errors: FieldErrors
}

/** Name and password of who accepts. All that is wrong is said at once; an address that was sent along is not read. */
export async function readAcceptance(c: AppContext, email: string): Promise<AcceptanceForm> {
  const form = await readForm(c, namesForm)
  const { password: typed, first_name, last_name } = await readBody(c)
  const password = typeof typed === 'string' ? typed : ''
  const firstName = typeof first_name === 'string' ? first_name : ''
  const lastName = typeof last_name === 'string' ? last_name : ''
  // Names that are too long are refused anyway; laying them over the password would take for ever.
  const names = { firstName: firstName.slice(0, personNameMax), lastName: lastName.slice(0, personNameMax) }
  const problem = passwordProblem(password, checkPassword(password, { ...names, email }))
  const errors = { ...(form.isValid ? {} : form.errors), ...(problem && { password: problem }) }
  return { values: { firstName, lastName, password }, errors }
}
