import type { ListedBatch } from '#src/domain/batches/list-batches.ts'
import type { PausedBatch } from '#src/domain/batches/list-paused-batches.ts'
import type { Overview } from '#src/domain/users/read-overview.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { formatMoment, Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

type OverviewPageProps = {
  overview: Overview
  batches: readonly ListedBatch[]
  paused: readonly PausedBatch[]
}

/** The first page of the panel: what was sent last, who arrived last. */
export function OverviewPage({ overview, batches, paused }: OverviewPageProps) {
  const { actor, words } = useView()
  const { t } = words
  return (
    <PanelLayout title={t('users.overview.title')}>
      <PageHeader
        title={t('users.overview.title')}
        lead={t('users.overview.lead', { name: actor?.firstName ?? '' })}
      >
        <LinkButton href={paths.admin.newBatch()}>{t('users.overview.invite')}</LinkButton>
      </PageHeader>
      <Paused batches={paused} />
      <Counts overview={overview} />
      <div class="side-by-side">
        <LatestBatches batches={batches} />
        <Newest people={overview.newest} />
      </div>
    </PanelLayout>
  )
}

/** Batches whose mails wait until somebody has looked. */
function Paused({ batches }: { batches: readonly PausedBatch[] }) {
  const { words, timeZone } = useView()
  if (batches.length === 0) return null
  return (
    <section class="note" data-tone="danger" aria-labelledby="paused-title">
      <h2 id="paused-title">{words.t('batches.mails.paused.title')}</h2>
      <ul>
        {batches.map(({ publicId, createdAt, pauseReason }) => (
          <li data-id={publicId} data-paused={pauseReason}>
            <a href={paths.admin.batch(publicId)}>
              {words.t('batches.batch.title', {
                when: formatMoment(words, timeZone, createdAt, 'date_time'),
              })}
            </a>
            <br />
            {words.t(`batches.mails.paused.because_${pauseReason}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Counts({ overview }: { overview: Overview }) {
  const t = useWords()
  const counts = [
    { key: 'groups', href: paths.admin.groups() },
    { key: 'projects', href: paths.admin.projects() },
    { key: 'admins', href: paths.admin.users() },
  ] as const
  return (
    <ul class="figures">
      {counts.map(({ key, href }) => (
        <li>
          <a href={href}>
            <strong>{overview[key]}</strong> {t(`users.overview.${key}`)}
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
      <h2 id="batches-title">{t('users.overview.batches')}</h2>
      {batches.length === 0 ? (
        <Empty title={t('users.overview.nobody_invited.title')}>
          <p>{t('users.overview.nobody_invited.text')}</p>
        </Empty>
      ) : (
        <ul class="rows">
          {batches.map((batch) => (
            <li data-id={batch.publicId} data-state={batch.state}>
              <a href={paths.admin.batch(batch.publicId)}>
                <Moment at={batch.createdAt} form="date_time" />
              </a>
              <span class="soft">{batch.inviterName}</span>
              <Badge state={batch.state}>{t(`batches.states.${batch.state}`)}</Badge>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={paths.admin.batches()}>{t('users.overview.all_batches')}</a>
      </p>
    </section>
  )
}

function Newest({ people }: { people: Overview['newest'] }) {
  const t = useWords()
  return (
    <section class="list" aria-labelledby="newest-title">
      <h2 id="newest-title">{t('users.overview.newest')}</h2>
      <ul class="rows">
        {people.map((person) => (
          <li data-id={person.publicId}>
            <a href={paths.admin.user(person.publicId)}>{`${person.firstName} ${person.lastName}`}</a>
            <Moment at={person.createdAt} />
          </li>
        ))}
      </ul>
      <p>
        <a href={paths.admin.users()}>{t('users.overview.all_users')}</a>
      </p>
    </section>
  )
}
