import * as v from 'valibot'
import { printedAtOnce } from '#src/domain/codes/limits.ts'
import { isPublicId } from '#src/domain/ids/is-public-id.ts'
import type { Printing } from '#src/domain/invitations/print-letters.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { layouts, type PaperForm, papers, windows } from '#views/paper/sheets.tsx'

export const paperForm = v.object({
  layout: v.optional(v.picklist(layouts, 'paper.errors.choice'), 'letters'),
  paper: v.optional(v.picklist(papers, 'paper.errors.choice'), 'a4'),
  window: v.optional(v.picklist(windows, 'paper.errors.choice'), 'left'),
  from: v.optional(v.string('paper.errors.range'), ''),
  to: v.optional(v.string('paper.errors.range'), ''),
  /** From and to as a button says them, which wins over what stands in the fields. */
  range: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}-\d{1,6}$/))), undefined),
  open: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number))), undefined),
  after: v.fallback(v.optional(v.pipe(v.string(), v.check(isPublicId))), undefined),
})

type Typed = v.InferOutput<typeof paperForm>

/** Which letters are asked for, or why nobody can say. */
export function readRange(
  batch: string,
  { range, from, to, open, after, layout }: Typed,
): { printing: Printing } | { errors: FieldErrors } {
  const [first, last] = (range?.split('-') ?? [from, to]).map(positionFrom)
  const max = printedAtOnce[layout]
  if (!first) return { errors: { from: { key: 'paper.errors.range' } } }
  if (!last) return { errors: { to: { key: 'paper.errors.range' } } }
  if (last < first) return { errors: { to: { key: 'paper.errors.order' } } }
  if (last - first >= max) return { errors: { to: { key: 'paper.errors.too_many', values: { max } } } }
  return { printing: { batch, from: first, to: last, open, after } }
}

export function formOf({ layout, paper, window }: Typed): PaperForm {
  return { layout, paper, window }
}

/** Zero where it is none. */
function positionFrom(typed: string): number {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0
}
