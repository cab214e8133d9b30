import type { BatchSummary } from '#src/domain/mails/letter-facts.ts'
import { formatNumber } from '../components/format-number.ts'
import { greet, type LetterParts, type Sender } from './letter.ts'

export type BatchDoneLetter = { firstName: string | null; batch: BatchSummary; link: string }

export function batchDoneParts({ firstName, batch, link }: BatchDoneLetter, sender: Sender): LetterParts {
  const { t } = sender.words
  const { fileName } = batch
  const sums = sumsOf(batch, sender)
  const main = sums[0]
  return {
    subject: t('letters.batch_done.subject', { summary: main ? `${main.count} ${main.label}` : '' }),
    preheader: t('letters.batch_done.preheader'),
    greeting: greet(sender, firstName),
    paragraphs: [
      fileName === null
        ? t('letters.batch_done.why.addresses')
        : t('letters.batch_done.why.file', { file: fileName }),
    ],
    sums,
    button: { label: t('letters.batch_done.button'), url: link },
    unexpected: t('letters.batch_done.unexpected'),
  }
}

/** In the words of the batch's own page. How many were invited, or codes made, is always said, the rest where there is some. */
function sumsOf(batch: BatchSummary, { words }: Sender) {
  const { t } = words
  const { source, invited, added, renewed, unchanged, skipped, leftOut } = batch
  const done = source === 'codes' ? 'batches.codes.result.made' : 'batches.batch.result.invited'
  const sums = [
    { count: invited, label: t(done, { count: invited }) },
    { count: added, label: t('batches.batch.result.added', { count: added }) },
    { count: renewed, label: t('batches.batch.result.renewed', { count: renewed }) },
    { count: unchanged, label: t('batches.batch.result.unchanged', { count: unchanged }) },
    { count: skipped, label: t('batches.batch.result.skipped', { count: skipped }) },
    { count: leftOut, label: t('batches.batch.result.left_out', { count: leftOut }) },
  ]
  return sums
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ count, label }) => ({ count: formatNumber(words, count), label }))
}
