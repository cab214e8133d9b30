import type { ListedBatch } from '#src/domain/batches/listed-batch.ts'
import { handledIn } from '#src/domain/bulk-actions/bulk-progress.ts'
import {
  type AtLeast,
  type Attention,
  failedCountMax,
  failedDays,
  type Latest,
  shownMax,
} from '#src/domain/overview/overview.ts'
import { paths } from '#src/paths.ts'
import { rowsRead } from '../batches/review-counts.tsx'
import { formatMoment } from '../components/moment.tsx'
import { useView, type View } from '../view.ts'

type AttentionProps = { attention: Attention; latest: Latest }

/** `danger`: nothing leaves, or people are being lost; `warn`: somebody is stuck; `plain`: it only waits. */
const tones = ['danger', 'warn', 'plain'] as const
type Tone = (typeof tones)[number]
/** One thing that waits for somebody: where to go, what it is, and what to do. */
type Item = { mark: string; tone: Tone; href: string; title: string; hint?: string; batch?: ListedBatch }

/** What waits for somebody, the gravest first; where nothing does, that is said too. */
export function AttentionPart({ attention, latest }: AttentionProps) {
  const view = useView()
  const { t } = view.words
  const items = [
    ...troubleItems(view, attention),
    ...guessingItems(view, attention),
    ...pausedItems(view, latest),
    ...stuckItems(view, attention),
    ...draftItems(view, latest),
    ...runningItems(view, latest),
    ...endingItems(view, attention),
  ].toSorted((one, other) => tones.indexOf(one.tone) - tones.indexOf(other.tone))
  const isWell = items.every(({ tone }) => tone === 'plain')
  return (
    <section class="attention" aria-labelledby="attention" data-attention={items.length}>
      <h2 id="attention">{t(isWell ? 'overview.attention.well.title' : 'overview.attention.title')}</h2>
      {isWell && (
        <p>{t(items.length === 0 ? 'overview.attention.well.text' : 'overview.attention.well.soon')}</p>
      )}
      {items.length > 0 && (
        <ul class="rows">
          {items.map((item) => (
            <AttentionItem item={item} />
          ))}
        </ul>
      )}
    </section>
  )
}

function AttentionItem({ item: { mark, tone, href, title, hint, batch } }: { item: Item }) {
  const { publicId, state, pauseReason } = batch ?? {}
  return (
    <li
      data-item={mark}
      data-tone={tone}
      data-id={publicId}
      data-state={state}
      data-paused={pauseReason ?? undefined}
    >
      <a href={href}>{title}</a>
      {hint && <span class="soft">{hint}</span>}
    </li>
  )
}

/** What keeps mail from leaving; a closure stands above every page (views/mail/banner.tsx), and here for the way on. */
function troubleItems({ closure, words: { t } }: View, { clock, isProviderSilent }: Attention): Item[] {
  const href = paths.admin.mail()
  const troubles = [closure && 'held', clock === 'stopped' && 'clock', isProviderSilent && 'silent'] as const
  return troubles.flatMap((mark) =>
    mark
      ? {
          ...{ mark, href, tone: mark === 'silent' ? ('warn' as const) : ('danger' as const) },
          title: t(`overview.attention.${mark}`),
          hint: t(`overview.attention.${mark}_hint`),
        }
      : [],
  )
}

/** The caps hold; but those with a letter may be made to wait by somebody without. */
function guessingItems({ words: { t } }: View, { wrongCodes: count }: Attention): Item[] {
  if (count === 0) return []
  const href = paths.admin.journal({ action: 'code_guessing_noticed' })
  const [title, hint] = [t('overview.attention.guessing', { count }), t('overview.attention.guessing_hint')]
  return [{ mark: 'guessing', tone: 'warn', href, title, hint }]
}

function pausedItems(view: View, { paused }: Latest): Item[] {
  const { t } = view.words
  const items = paused.slice(0, shownMax).map(
    (batch): Item => ({
      ...{ mark: 'paused', tone: batch.pauseReason === 'person' ? 'warn' : 'danger', batch },
      href: paths.admin.batch(batch.publicId),
      title: t('overview.attention.paused', { when: whenOf(view, batch) }),
      hint: t(`batches.mails.paused.because_${batch.pauseReason ?? 'bounces'}`),
    }),
  )
  const more = t('overview.attention.more_paused')
  return [...items, ...moreOf(paused, paths.admin.batches({ state: 'paused' }), more, 'danger')]
}

/** People whose mail did not reach them. */
function stuckItems({ words: { t } }: View, { failed, bounced, complained }: Attention): Item[] {
  const isMore = failed > failedCountMax
  const said = isMore
    ? t('overview.attention.failed_more', { count: failedCountMax, days: failedDays })
    : t('overview.attention.failed', { count: failed, days: failedDays })
  const inList = (mail: 'bounced' | 'complained', { count, isMore }: AtLeast) => ({
    ...{ mark: mail, count, href: paths.admin.invitations({ state: 'open', mail }) },
    title: t(`overview.attention.${isMore ? (`${mail}_more` as const) : mail}`, { count }),
  })
  const kinds = [
    { mark: 'failed', count: failed, href: paths.admin.mail(), title: said },
    inList('bounced', bounced),
    inList('complained', complained),
  ] as const
  return kinds
    .filter(({ count }) => count > 0)
    .map(({ mark, href, title }) => {
      return { mark, href, title, tone: 'warn', hint: t(`overview.attention.${mark}_hint`) }
    })
}

function draftItems(view: View, { drafts }: Latest): Item[] {
  const { t } = view.words
  const items = drafts.slice(0, shownMax).map((batch): Item => {
    const problems = batch.counts.problem
    const when = whenOf(view, batch)
    return {
      ...{ mark: problems > 0 ? 'problems' : 'draft', tone: problems > 0 ? 'warn' : 'plain' },
      ...{ batch, href: paths.admin.batch(batch.publicId) },
      title:
        problems > 0
          ? t('overview.attention.problems', { count: problems, when })
          : t('overview.attention.draft', { count: rowsRead(batch.counts) }),
      hint:
        problems > 0
          ? t('overview.attention.problems_hint')
          : t('overview.attention.draft_hint', { who: batch.inviterName, when }),
    }
  })
  const more = t('overview.attention.more_drafts')
  return [...items, ...moreOf(drafts, paths.admin.batches({ state: 'draft' }), more, 'plain')]
}

/** What many invitations are going through right now: the way back to its progress, and to stopping it. */
function runningItems({ words: { t } }: View, { running }: Latest): Item[] {
  const items = running.slice(0, shownMax).map((action): Item => {
    const { publicId, kind, total: count, creatorName: who } = action
    return {
      ...{ mark: 'bulk', tone: 'plain', href: paths.admin.bulkAction(publicId) },
      title: t(`bulk.running.${kind}`, { count }),
      hint: t('overview.attention.bulk_hint', { done: handledIn(action), count, who }),
    }
  })
  return [...items, ...moreOf(running, paths.admin.bulkActions(), t('overview.attention.more_bulk'), 'plain')]
}

function endingItems({ words: { t } }: View, { endingSoon: count }: Attention): Item[] {
  if (count === 0) return []
  const [href, hint] = [paths.admin.invitations({ ends: 'soon' }), t('overview.attention.ending_hint')]
  return [{ mark: 'ending', tone: 'plain', href, title: t('overview.attention.ending', { count }), hint }]
}

function moreOf(list: readonly unknown[], href: string, title: string, tone: Tone): Item[] {
  return list.length > shownMax ? [{ mark: 'more', tone, href, title }] : []
}

function whenOf({ words, timeZone }: View, { createdAt }: ListedBatch): string {
  return formatMoment(words, timeZone, createdAt, 'date_time')
}
