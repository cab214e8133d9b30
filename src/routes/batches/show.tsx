import {
  type BatchCounts,
  fileBytesMax,
  messageMax,
  type Refusal,
  rowsMax,
} from '#src/domain/batches/batch.ts'
import type { Confirmation } from '#src/domain/batches/confirm-batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { readChoices } from '#src/domain/batches/read-choices.ts'
import { readReview } from '#src/domain/batches/read-review.ts'
import type { AppContext } from '#src/http/context.ts'
import { page } from '#src/http/respond.tsx'
import type { Given } from '#src/http/validate.ts'
import { NewBatchPage, type Way } from '#views/batches/new.tsx'
import { ReviewPage } from '#views/batches/review.tsx'
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

/** The review of a draft; after a refused confirmation with all that is missing and what was ticked. */
export async function showReview(c: AppContext, batch: Batch, refused?: Confirmation) {
  const review = await readReview(c.get('db'), batch)
  if (!refused) return page(c, <ReviewPage batch={batch} review={review} />)
  const errors = missing(batch.counts, refused)
  return page(c, <ReviewPage batch={batch} review={review} errors={errors} ticked={refused} />, 422)
}

function missing(counts: BatchCounts, { leaveOut, grantAdmin }: Confirmation): FieldErrors {
  if (counts.invite + counts.renew + counts.add === 0)
    return { form: { key: 'batches.errors.nothing_to_do' } }
  return {
    ...(counts.problem > 0 && !leaveOut && { leave_out: { key: 'batches.errors.leave_out' } as const }),
    ...(counts.admins > 0 && !grantAdmin && { admin: { key: 'batches.errors.admin' } as const }),
  }
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
