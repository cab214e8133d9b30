import type { Child } from 'hono/jsx'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { namesIn } from '#src/domain/groups/name-in.ts'
import { DefinitionList } from '../components/details.tsx'
import { languageName } from '../components/language-name.ts'
import { Moment } from '../components/moment.tsx'
import { PersonName } from '../users/person-link.tsx'
import { useView, useWords } from '../view.ts'

/** Who sent this batch, when, from what, and with which choices. */
export function AboutCard({ batch }: { batch: Batch }) {
  const { words } = useView()
  const { t } = words
  const { options, groups } = batch
  const names = namesIn(groups, words.language)
  const isOnPaper = batch.source === 'codes'
  return (
    <section class="batch card" id="batch-about" aria-labelledby="batch-about-title">
      <h2 id="batch-about-title">{t('batches.about.title')}</h2>
      <DefinitionList
        items={[
          { term: t(isOnPaper ? 'batches.codes.about.by' : 'batches.about.by'), value: <By batch={batch} /> },
          { term: t('batches.about.when'), value: <When batch={batch} /> },
          { term: t('batches.about.from'), value: <From batch={batch} /> },
          { term: t('batches.review.options.language'), value: languageName(words, options.language) },
          { term: t('batches.review.options.groups'), value: <Names names={names} /> },
          ...(isOnPaper ? daysOf(t, batch) : rightsOf(t, batch)),
          { term: t('batches.review.options.message'), value: <Message message={options.message} /> },
        ]}
      />
      {batch.source === 'workbook' && <p class="hint">{t('batches.about.rows')}</p>}
    </section>
  )
}

type Items = { term: string; value: Child }[]

/** How long codes for letters are open. */
function daysOf(t: ReturnType<typeof useWords>, { options: { expiryDays = 0 } }: Batch): Items {
  return [
    { term: t('batches.codes.review.open'), value: t('batches.codes.about.days', { count: expiryDays }) },
  ]
}

/** What only mails give. */
function rightsOf(t: ReturnType<typeof useWords>, { options, projects }: Batch): Items {
  return [
    { term: t('batches.review.options.projects'), value: <Names names={projects} /> },
    {
      term: t('batches.review.options.admin'),
      value: options.admin ? t('batches.about.admin') : t('batches.review.options.none'),
    },
    {
      term: t('batches.review.options.existing'),
      value: t(`batches.review.options.${options.existing}`),
    },
  ]
}

function By({ batch: { inviterName, confirmerName } }: { batch: Batch }) {
  const t = useWords()
  return (
    <>
      <bdi>
        <PersonName name={inviterName} />
      </bdi>
      {confirmerName !== null && confirmerName !== inviterName && (
        <>
          {', '}
          {t('batches.about.confirmed_by')}{' '}
          <bdi>
            <PersonName name={confirmerName} />
          </bdi>
        </>
      )}
    </>
  )
}

function When({ batch: { createdAt, confirmedAt, finishedAt } }: { batch: Batch }) {
  const t = useWords()
  const moments = [
    { key: 'drafted', at: createdAt },
    { key: 'confirmed', at: confirmedAt },
    { key: 'finished', at: finishedAt },
  ] as const
  return (
    <ul>
      {moments.map(
        ({ key, at }) =>
          at !== null && (
            <li>
              {t(`batches.about.${key}`)} <Moment at={at} form="date_time" />
            </li>
          ),
      )}
    </ul>
  )
}

function From({ batch: { fileName, source, options } }: { batch: Batch }) {
  const t = useWords()
  return (
    <>
      {fileName === null ? t(`batches.sources.${source}`) : <bdi>{fileName}</bdi>}
      {options.codes && source !== 'codes' && (
        <>
          <br />
          {t('batches.about.codes')}
        </>
      )}
    </>
  )
}

function Names({ names }: { names: readonly string[] }) {
  const t = useWords()
  if (names.length === 0) return t('batches.review.options.none')
  return (
    <ul>
      {names.map((name) => (
        <li>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  )
}

function Message({ message }: { message: string }) {
  const t = useWords()
  if (message === '') return t('batches.review.options.no_message')
  return (
    <blockquote class="quoted" dir="auto">
      {message}
    </blockquote>
  )
}
