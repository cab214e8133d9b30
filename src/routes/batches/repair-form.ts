import * as v from 'valibot'
import type { Choices } from '#src/domain/batches/change-choice.ts'
import { columnOrder, type ReadRow } from '#src/domain/batches/row.ts'

/** A cell of a row; one that is not sent stays as it was. */
const cell = v.pipe(
  v.optional(v.unknown()),
  v.transform((value) => (typeof value === 'string' ? value.trim() : undefined)),
)

/** A repaired row: its cells by column. */
const repairForm = v.object(v.entriesFromList(columnOrder, cell))

export function readRepair(body: Record<string, unknown>): ReadRow['values'] {
  const cells = Object.entries(v.parse(repairForm, body))
  return Object.fromEntries(cells.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

const choicesForm = v.object({
  existing: v.fallback(v.optional(v.picklist(['leave', 'renew'])), undefined),
  codes: v.fallback(v.optional(v.picklist(['on', ''])), undefined),
})

/** The choices of a review; one that is not sent, or not known, stays. */
export function readReviewChoices(body: Record<string, unknown>): Partial<Choices> {
  const { existing, codes } = v.parse(choicesForm, body)
  return {
    ...(existing !== undefined && { existing }),
    ...(codes !== undefined && { codes: codes === 'on' }),
  }
}
