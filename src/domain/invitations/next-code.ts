import { type SQL, sql } from 'drizzle-orm'
import { currentKeyId, type Keys } from '#src/keys.ts'
import { codeOf, macOfCode, tailOf } from '../codes/code.ts'

/** What the database keeps of the code that follows. */
export type NewCode = { generation: number; codeMac: string; codeTail: string | null }

/** The code of the next generation, in the form that the invitation's code has. */
export function nextCode(
  keys: Keys,
  publicId: string,
  { generation, address }: { generation: number; address: string | null },
): NewCode {
  const next = generation + 1
  const code = codeOf(keys, { publicId, generation: next, address })
  const codeTail = address === null ? tailOf(keys, code) : null
  return { generation: next, codeMac: macOfCode(keys, code), codeTail }
}

/** The columns that make it the invitation's code; the one before it is dead. */
export function setCode({ generation, codeMac, codeTail }: NewCode): SQL {
  return sql`code_mac = ${codeMac}, code_tail = ${codeTail}, generation = ${generation}, key_id = ${currentKeyId}`
}
