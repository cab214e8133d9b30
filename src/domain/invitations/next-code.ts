import { type SQL, sql } from 'drizzle-orm'
import { currentKeyId, type Keys } from '#src/keys.ts'
import { codeOf, macOfCode } from '../codes/code.ts'

/** What the database keeps of the code that follows. */
export type NewCode = { generation: number; codeMac: string }

/** The code of the next generation, in the form that the invitation's code has. */
export function nextCode(
  keys: Keys,
  publicId: string,
  { generation, address }: { generation: number; address: string | null },
): NewCode {
  const next = generation + 1
  return { generation: next, codeMac: macOfCode(keys, codeOf(keys, { publicId, generation: next, address })) }
}

/** The columns that make it the invitation's code; the one before it is dead. */
export function setCode({ generation, codeMac }: NewCode): SQL {
  return sql`code_mac = ${codeMac}, generation = ${generation}, key_id = ${currentKeyId}`
}
