import type { BatchCounts } from '#src/domain/batches/batch.ts'
import type { LackOfRoom } from '#src/domain/batches/code-room.ts'
import type { Confirmation } from '#src/domain/batches/confirm-batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { touchesSomebody } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { useWords } from '../view.ts'

type DecisionProps = {
  batch: Batch
  errors: FieldErrors
  ticked: Confirmation | undefined
  lack?: LackOfRoom | null | undefined
  isUpdate?: boolean
}

/** What is about to happen, what has to be said out loud, and the two buttons. */
export function Decision({ batch, errors, ticked, lack, isUpdate }: DecisionProps) {
  const t = useWords()
  const { counts, publicId, revision } = batch
  const canGoOn = touchesSomebody(counts) && !lack
  return (
    <section
      class="decision"
      id="to-decide"
      tabindex={-1}
      aria-labelledby="decision"
      hx-swap-oob={isUpdate ? 'true' : undefined}
    >
      <h2 id="decision">{t('batches.review.decision.title')}</h2>
      <Consequences batch={batch} />
      <form method="post" action={paths.admin.batchConfirmation(publicId)}>
        <input type="hidden" name="revision" value={revision} />
        {canGoOn && <Confirmations counts={counts} errors={errors} ticked={ticked} />}
        <div class="decision-buttons">
          {canGoOn && <ConfirmButton batch={batch} />}
          <Button
            kind="quiet"
            attributes={{ formaction: paths.admin.batchCancellation(publicId), formnovalidate: true }}
          >
            {t('batches.review.decision.cancel')}
          </Button>
        </div>
      </form>
    </section>
  )
}

function Consequences({ batch: { publicId, source, counts, options } }: { batch: Batch }) {
  const t = useWords()
  if (source === 'codes') return <p>{codesSaid(t, counts)}</p>
  const letters = options.codes ? counts.codes : 0
  const mails = counts.invite + counts.renew - letters
  const still = counts.skip + counts.unchanged
  if (mails + letters + counts.add === 0)
    return <p>{t(`batches.review.decision.${reasonForNothing(still, counts.problem)}`)}</p>
  return (
    <ul class="consequences">
      {mails > 0 && (
        <li>
          {t('batches.review.decision.mails', { count: mails })}{' '}
          <a href={paths.admin.batchLetters(publicId)}>{t('letterbook.batch.see')}</a>
        </li>
      )}
      {letters > 0 && <li>{t('batches.review.decision.letters', { count: letters })}</li>}
      {counts.add > 0 && <li>{t('batches.review.decision.gains', { count: counts.add })}</li>}
      {still > 0 && <li class="soft">{t('batches.review.decision.still', { count: still })}</li>}
    </ul>
  )
}

function codesSaid(t: ReturnType<typeof useWords>, { invite, problem }: BatchCounts): string {
  if (invite > 0) return t('batches.codes.review.decide', { count: invite })
  return t(problem > 0 ? 'batches.review.decision.only_problems' : 'batches.codes.review.nothing_to_do')
}

function reasonForNothing(still: number, problems: number) {
  if (still === 0) return 'only_problems'
  return problems > 0 ? 'nothing_else' : 'nothing'
}

type ConfirmationsProps = Omit<DecisionProps, 'batch' | 'lack' | 'isUpdate'> & { counts: BatchCounts }

function Confirmations({ counts, errors, ticked }: ConfirmationsProps) {
  const t = useWords()
  return (
    <>
      {counts.problem > 0 && (
        <CheckField
          name="leave_out"
          label={t('batches.review.decision.leave_out', { count: counts.problem })}
          error={errors.leave_out}
          checked={ticked?.leaveOut ?? false}
        />
      )}
      {counts.admins > 0 && (
        <CheckField
          name="admin"
          label={t('batches.review.admins.confirm', { count: counts.admins })}
          error={errors.admin}
          checked={ticked?.grantAdmin ?? false}
          required
        />
      )}
    </>
  )
}

function ConfirmButton({ batch: { source, counts } }: { batch: Batch }) {
  const t = useWords()
  if (source === 'codes')
    return <Button>{t('batches.codes.review.confirm', { count: counts.invite })}</Button>
  const mails = counts.invite + counts.renew
  const invite = t('batches.review.decision.invite', { count: mails })
  if (counts.add === 0) return <Button>{invite}</Button>
  if (mails === 0) return <Button>{t('batches.review.decision.add', { count: counts.add })}</Button>
  const add = t('batches.review.decision.and_add', { count: counts.add })
  return <Button>{t('batches.review.decision.invite_and_add', { invite, add })}</Button>
}
