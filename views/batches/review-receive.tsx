import type { Child } from 'hono/jsx'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import {
  type Received,
  type Review,
  type Shares as ReviewShares,
  touchesSomebody,
} from '#src/domain/batches/review.ts'
import { DefinitionList } from '../components/details.tsx'
import { languageName } from '../components/language-name.ts'
import { Moment } from '../components/moment.tsx'
import { useView, useWords } from '../view.ts'

type ReceiveProps = { batch: Batch; review: Review; codesUntil?: number | undefined; isUpdate?: boolean }

/** The options in words, with the number of people each of them touches. */
export function WhatTheyReceive({ batch, review, codesUntil, isUpdate }: ReceiveProps) {
  const Part = batch.source === 'codes' ? LetterReceipts : Receipts
  return (
    <div class="review-part" id="what-they-receive" hx-swap-oob={isUpdate ? 'true' : undefined}>
      {touchesSomebody(batch.counts) && <Part batch={batch} shares={review.shares} codesUntil={codesUntil} />}
    </div>
  )
}

type SharesProps = { batch: Batch; shares: ReviewShares; codesUntil?: number | undefined }

function Receipts({ batch, shares }: SharesProps) {
  const { words } = useView()
  const { t } = words
  const { counts, options } = batch
  const languages = shares.languages.map(({ name, count }) => ({ name: languageName(words, name), count }))
  return (
    <section class="parts" aria-labelledby="receive">
      <h2 id="receive">{t('batches.review.options.title')}</h2>
      <DefinitionList
        items={[
          { term: t('batches.review.options.language'), value: <Shares received={languages} /> },
          { term: t('batches.review.options.groups'), value: <Shares received={shares.groups} /> },
          { term: t('batches.review.options.projects'), value: <Shares received={shares.projects} /> },
          { term: t('batches.review.options.admin'), value: <PeopleCount count={counts.admins} /> },
          {
            term: t('batches.review.options.existing'),
            value: t(`batches.review.options.${options.existing}`),
          },
          { term: t('batches.review.options.message'), value: <Message batch={batch} shares={shares} /> },
        ]}
      />
    </section>
  )
}

/** The same of letters, which give no rights and reach nobody who is known. */
function LetterReceipts({ batch, shares, codesUntil }: SharesProps) {
  const { words } = useView()
  const { t } = words
  const { expiryDays = 0 } = batch.options
  const languages = shares.languages.map(({ name, count }) => ({ name: languageName(words, name), count }))
  const open = (
    <>
      {t('batches.codes.review.open_days', { count: expiryDays })} {codesUntil && <Moment at={codesUntil} />}
    </>
  )
  return (
    <section class="parts" aria-labelledby="receive">
      <h2 id="receive">{t('batches.codes.review.receive')}</h2>
      <DefinitionList
        items={[
          { term: t('batches.codes.review.open'), value: open },
          { term: t('batches.review.options.language'), value: <Shares received={languages} ofCodes /> },
          { term: t('batches.review.options.groups'), value: <Shares received={shares.groups} ofCodes /> },
          { term: t('batches.review.options.message'), value: <Message batch={batch} shares={shares} /> },
        ]}
      />
    </section>
  )
}

function Shares({ received, ofCodes }: { received: readonly Received[]; ofCodes?: boolean }) {
  const t = useWords()
  if (received.length === 0) return t('batches.review.options.none')
  return (
    <ul class="shares">
      {received.map(({ name, count }) => (
        <li>
          <bdi>{name}</bdi> <PeopleCount count={count} ofCodes={ofCodes} />
        </li>
      ))}
    </ul>
  )
}

function PeopleCount({ count, ofCodes }: { count: number; ofCodes?: boolean | undefined }) {
  const t = useWords()
  const some = ofCodes ? 'batches.codes.review.people' : 'batches.review.options.people'
  const text = count === 0 && !ofCodes ? t('batches.review.options.nobody') : t(some, { count })
  return <span class="soft">{text}</span>
}

function Message({ batch, shares }: SharesProps): Child {
  const t = useWords()
  const { message } = batch.options
  const isOnPaper = batch.source === 'codes'
  const some = isOnPaper ? 'batches.codes.review.message_people' : 'batches.review.options.message_people'
  const own = isOnPaper ? 'batches.codes.review.own_message' : 'batches.review.options.own_message'
  const { batchMessageCount, ownMessageCount } = shares
  return (
    <>
      {message === '' && <p class="soft">{t('batches.review.options.no_message')}</p>}
      {message !== '' && (
        <>
          <p class="soft">{t(some, { count: batchMessageCount })}</p>
          <blockquote class="quoted" dir="auto">
            {message}
          </blockquote>
        </>
      )}
      {ownMessageCount > 0 && <p class="soft">{t(own, { count: ownMessageCount })}</p>}
    </>
  )
}
