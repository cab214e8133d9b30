import { fileBytesMax, messageMax, rowsMaxOf } from '#src/domain/batches/batch.ts'
import { readChoices } from '#src/domain/batches/read-choices.ts'
import type { Refusal } from '#src/domain/batches/row.ts'
import { codeDaysMax, codesPerBatchMax } from '#src/domain/codes/limits.ts'
import type { AppContext } from '#src/http/context.ts'
import { page } from '#src/http/respond.tsx'
import type { Given } from '#src/http/validate.ts'
import { NewBatchPage, type Way } from '#views/batches/new.tsx'
import type { FieldErrors } from '#views/components/field.tsx'

type Filled = { given: Given; errors?: FieldErrors; refusal?: Refusal }

/** The form of "Invite users"; after an error with everything kept that a browser lets us keep. */
export async function showForm(c: AppContext, way: Way, filled?: Filled) {
  const choices = await readChoices(c.get('db'), c.get('words').language)
  if (!filled) return page(c, <NewBatchPage way={way} {...choices} />)
  const { given, refusal, errors = {} } = filled
  const hasFile = way === 'workbook' || (way === 'codes' && given.made === 'file')
  const shown = withLimits(hasFile ? withFileAgain(errors) : errors)
  return page(c, <NewBatchPage way={way} {...choices} given={given} errors={shown} refusal={refusal} />, 422)
}

/** The form again, with what is wrong with the whole list or file. */
export function showRefusal(c: AppContext, way: Way, refusal: Refusal, given: Given) {
  const values = { max: rowsMaxOf(way), size: fileBytesMax / 1024 / 1024 }
  const error = { key: `batches.refusals.${reasonOf(way, refusal)}`, values } as const
  return showForm(c, way, { given, refusal, errors: { [way === 'addresses' ? 'addresses' : 'file']: error } })
}

function reasonOf(way: Way, refusal: Refusal) {
  if (way === 'addresses' && refusal === 'too_large') return 'too_large_list'
  return way === 'codes' && refusal === 'nothing_to_invite' ? 'empty_list' : refusal
}

function withFileAgain(errors: FieldErrors): FieldErrors {
  return { file: { key: 'batches.errors.file_again' }, ...errors }
}

/** Above the fields that every way has stand those of codes; their errors come first, too. */
function placeOf(field: string): number {
  return ['made', 'count', 'file', 'addresses'].includes(field) ? 0 : 1
}

const mostOf: Readonly<Record<string, number>> = { count: codesPerBatchMax, days: codeDaysMax }

function withLimits(errors: FieldErrors): FieldErrors {
  const entries = Object.entries(errors).toSorted(([a], [b]) => placeOf(a) - placeOf(b))
  return Object.fromEntries(
    entries.map(([name, error]) => [
      name,
      { ...error, values: { max: mostOf[name] ?? messageMax, ...error.values } },
    ]),
  )
}
