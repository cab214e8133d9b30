import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { RadioList } from '../components/choice-list.tsx'
import { useWords } from '../view.ts'

/** What can still be chosen for people already invited, and for rows without an address. */
export function Choices({ batch }: { batch: Batch }) {
  const t = useWords()
  const { source, counts, options, publicId } = batch
  if (source === 'codes' || counts.existing + counts.codes === 0) return null
  return (
    <section class="review-part card choices-part" aria-labelledby="choices">
      <h2 id="choices">{t('batches.review.choices.title')}</h2>
      <form method="post" action={paths.admin.batchChoices(publicId)}>
        {counts.existing > 0 && (
          <RadioList
            legend={t('batches.review.choices.existing', { count: counts.existing })}
            name="existing"
            options={(['leave', 'renew'] as const).map((value) => ({
              value,
              label: t(`batches.review.choices.${value}`),
              hint: t(`batches.review.choices.${value}_hint`),
            }))}
            value={options.existing}
          />
        )}
        {counts.codes > 0 && (
          <RadioList
            legend={t('batches.review.choices.codes', { count: counts.codes })}
            name="codes"
            options={[
              {
                value: '',
                label: t('batches.review.choices.problem'),
                hint: t('batches.review.choices.problem_hint'),
              },
              {
                value: 'on',
                label: t('batches.review.choices.letter'),
                hint: t('batches.review.choices.letter_hint'),
              },
            ]}
            value={options.codes ? 'on' : ''}
          />
        )}
        <Button kind="quiet">{t('batches.review.choices.submit')}</Button>
      </form>
    </section>
  )
}
