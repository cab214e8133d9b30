import { fileBytesMax, messageMax, rowsMax } from '#src/domain/batches/batch.ts'
import { readChoices } from '#src/domain/batches/read-choices.ts'
import type { Refusal } from '#src/domain/batches/row.ts'
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
  const shown = withLimits(way === 'workbook' ? withFileAgain(errors) : errors)
  return page(c, <NewBatchPage way={way} {...choices} given={given} errors={shown} refusal={refusal} />, 422)
}

/** The form again, with what is wrong with the whole list or file. */
export function showRefusal(c: AppContext, way: Way, refusal: Refusal, given: Given) {
  const reason = way === 'addresses' && refusal === 'too_large' ? 'too_large_list' : refusal
  const values = { max: rowsMax, size: fileBytesMax / 1024 / 1024 }
  const error = { key: `batches.refusals.${reason}`, values } as const
  return showForm(c, way, { given, refusal, errors: { [way === 'workbook' ? 'file' : 'addresses']: error } })
}

function withFileAgain(errors: FieldErrors): FieldErrors {
  return { file: { key: 'batches.errors.file_again' }, ...errors }
}

function withLimits(errors: FieldErrors): FieldErrors {
  const entries = Object.entries(errors)
  return Object.fromEntries(
    entries.map(([name, error]) => [name, { ...error, values: { max: messageMax, ...error.values } }]),
  )
}
