import * as v from 'valibot'
import type { FieldErrors } from '#views/components/field.tsx'
import type { WordKey } from '#views/words/index.ts'
import type { AppContext } from './context.ts'
import { readWholeBody } from './read-body.ts'

export type Form<Output> =
  | { isValid: true; values: Output; given: Given }
  | { isValid: false; errors: FieldErrors; given: Given }

/** What was typed, to fill the form again. Passwords and files are left out. */
export type Given = Record<string, string | string[]>

/**
 * Reads a posted form by its schema. The schema's messages are keys of the catalogue; the first problem of each field
 * is kept. `names` that end in `[]` are not needed: a schema field that is an array receives all values.
 */
export async function readForm<Schema extends v.GenericSchema>(
  c: AppContext,
  schema: Schema,
): Promise<Form<v.InferOutput<Schema>>> {
  return checkForm(schema, await readWholeBody(c))
}

/** The same for fields that are at hand. */
export function checkForm<Schema extends v.GenericSchema>(
  schema: Schema,
  body: Record<string, unknown>,
): Form<v.InferOutput<Schema>> {
  const given = Object.fromEntries(
    Object.entries(body).filter(
      (entry): entry is [string, string | string[]] => isText(entry[1]) && entry[0] !== 'password',
    ),
  )
  const result = v.safeParse(schema, body)
  if (result.success) return { isValid: true, values: result.output, given }
  const errors: FieldErrors = {}
  for (const issue of result.issues) {
    const field = String(issue.path?.[0]?.key ?? 'form')
    errors[field] ??= { key: issue.message as WordKey } // -- schemas are written with keys as messages
  }
  return { isValid: false, errors: inOrderOfPage(errors, Object.keys(body)), given }
}

/**
 * Browsers send fields in the order of the page, and so are errors told. What was not sent, such as a box that nobody ticked,
 * stays where the schema has it.
 */
function inOrderOfPage(errors: FieldErrors, sent: readonly string[]): FieldErrors {
  const names = Object.keys(errors)
  const inOrder = sent.filter((name) => names.includes(name)).values()
  const sorted = names.map((name) => (sent.includes(name) ? (inOrder.next().value ?? name) : name))
  return Object.fromEntries(sorted.flatMap((name) => (errors[name] ? [[name, errors[name]]] : [])))
}

function isText(value: unknown): value is string | string[] {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((part) => typeof part === 'string'))
  )
}
