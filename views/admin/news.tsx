import type { ListedBatch } from '#src/domain/batches/listed-batch.ts'
import type { Attention, Latest, NewPerson } from '#src/domain/overview/overview.ts'
import { paths } from '#src/paths.ts'
import { PeopleReached, States } from '../batches/list-row.tsx'
import { DayChart } from '../components/day-chart.tsx'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'

/** The days of which "in seven days" speaks. */
const weekDays = 7

/** What went on lately: who joined, what was sent. */
export function News({ attention, latest }: { attention: Attention; latest: Latest }) {
  const t = useWords()
  return (
    <section class="news" aria-labelledby="news">
      <h2 id="news">{t('overview.news.title')}</h2>
      <div class="news-joined">
        <Figures attention={attention} />
        <DayChart
          id="joined-days"
          title={t('overview.news.joined')}
          days={attention.joined}
          from={attention.joined[0]?.day ?? ''}
          today={attention.joined.at(-1)?.day ?? ''}
        />
      </div>
      <div class="side-by-side">
        <LatestBatches batches={latest.batches} />
        <Newest people={latest.people} />
      </div>
      <p>
        <a href={paths.admin.journal()}>{t('overview.news.journal')}</a>
      </p>
      <p>
        <a href={paths.admin.bulkActions()}>{t('bulk.all.title')}</a>
      </p>
    </section>
  )
}

function Figures({ attention: { joined, people } }: { attention: Attention }) {
  const t = useWords()
  const week = joined.slice(-weekDays).reduce((sum, { count }) => sum + count, 0)
  const figures = [
    { key: 'today', count: joined.at(-1)?.count ?? 0 },
    { key: 'week', count: week },
    { key: 'people', count: people },
  ] as const
  return (
    <ul class="figures">
      {figures.map(({ key, count }) => (
        <li>
          <a href={paths.admin.users()}>
            <strong data-figure={key}>{t('common.chart.number', { count })}</strong>{' '}
            {t(`overview.news.${key}`)}
          </a>
        </li>
      ))}
    </ul>
  )
}

function LatestBatches({ batches }: { batches: readonly ListedBatch[] }) {
  const t = useWords()
  return (
    <section class="list" aria-labelledby="batches-title">
      <h3 id="batches-title">{t('overview.news.batches')}</h3>
      <ul class="rows">
        {batches.map((batch) => (
          <li data-id={batch.publicId} data-state={batch.state}>
            <a href={paths.admin.batch(batch.publicId)}>
              <Moment at={batch.createdAt} form="date_time" />
            </a>
            <span class="soft">
              <bdi>{batch.inviterName}</bdi> · <PeopleReached batch={batch} />
            </span>
            <span>
              <States batch={batch} />
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href={paths.admin.batches()}>{t('overview.news.all_batches')}</a>
      </p>
    </section>
  )
}

function Newest({ people }: { people: readonly NewPerson[] }) {
  const t = useWords()
  return (
    <section class="list" aria-labelledby="newest-title">
      <h3 id="newest-title">{t('overview.news.newest')}</h3>
      {people.length === 0 && <p class="soft">{t('overview.news.nobody')}</p>}
      <ul class="rows">
        {people.map(({ publicId, name, createdAt }) => (
          <li data-id={publicId}>
            <a href={paths.admin.user(publicId)}>{name}</a>
            <Moment at={createdAt} />
          </li>
        ))}
      </ul>
      <p>
        <a href={paths.admin.users()}>{t('overview.news.all_users')}</a>
      </p>
    </section>
  )
}
