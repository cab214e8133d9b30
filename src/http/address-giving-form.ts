import * as v from 'valibot'
import { cleanLine, lengthOf } from '#src/domain/text/clean.ts'
import { personNameMax } from '#src/domain/users/user.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { readAddressForm } from './address-form.ts'
import type { AppContext } from './context.ts'
import { readForm } from './validate.ts'

const name = v.pipe(
  v.fallback(v.string(), ''),
  v.transform(cleanLine),
  v.check((text) => lengthOf(text) <= personNameMax, 'welcome.problems.name_long'),
)
const namesForm = v.object({ first_name: v.optional(name, ''), last_name: v.optional(name, '') })

type Given = { firstName: string; lastName: string; email: string }
type AddressGiving =
  | { isValid: true; values: Given & { address: string; emailKey: string } }
  | { isValid: false; values: Given; errors: FieldErrors }

const wrongAddress = { key: 'welcome.problems.address' } as const

/** The address, and perhaps the name, of who entered a letter code. A password that was sent along is not read. */
export async function readAddressGiving(c: AppContext): Promise<AddressGiving> {
  const read = await readAddressForm(c)
  const names = await readForm(c, namesForm)
  const values = {
    firstName: textOf(names.given.first_name),
    lastName: textOf(names.given.last_name),
    email: read.typed,
  }
  if (names.isValid && read.state === 'valid')
    return { isValid: true, values: { ...values, address: read.address, emailKey: read.emailKey } }
  return {
    isValid: false,
    values,
    errors: {
      ...(names.isValid ? {} : names.errors),
      ...(read.state === 'invalid' && { email: wrongAddress }),
    },
  }
}

function textOf(given: string | string[] | undefined): string {
  return typeof given === 'string' ? given : ''
}
