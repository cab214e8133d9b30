import type { Batch } from '#src/domain/batches/read-batch.ts'
import { type Review, type ReviewTab, reviewTabs } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { TextField } from '../components/field.tsx'
import { useWords } from '../view.ts'
import { Found, MixedRows } from './review-found.tsx'
import { ListPages } from './review-pages.tsx'
import { PeopleOf, textOf } from './review-people.tsx'
import { Problems } from './review-problems.tsx'

type RowsProps = { batch: Batch; review: Review }

/** One list of a long draft, page by page, with a search through all of them. */
export function RowsOfList({ batch, review }: RowsProps) {
  const t = useWords()
  return (
    <section class="review-part rows-of-list" aria-labelledby="rows">
      <h2 id="rows">
        {t(batch.source === 'codes' ? 'batches.codes.review.rows' : 'batches.review.people.title')}
      </h2>
      <Search batch={batch} review={review} />
      <Tabs batch={batch} review={review} />
      {review.list.way === 'found' ? (
        <Found batch={batch} list={review.list} />
      ) : (
        <Tab batch={batch} review={review} />
      )}
    </section>
  )
}

function Search({ batch, review }: RowsProps) {
  const t = useWords()
  return (
    <search>
      <form class="filters" method="get" action={paths.admin.batch(batch.publicId)}>
        <TextField
          type="search"
          name="q"
          label={t('batches.review.search.label')}
          value={review.list.typed}
          maxlength={100}
          autocomplete="off"
          attributes={{ spellcheck: 'false' }}
        />
        <Button kind="quiet">{t('batches.review.search.submit')}</Button>
      </form>
    </search>
  )
}

/** The lists with their lengths. */
export function Tabs({ batch, review: { list }, isUpdate }: RowsProps & { isUpdate?: boolean }) {
  const t = useWords()
  const filled = reviewTabs.filter((tab) => batch.counts[tab] > 0)
  return (
    <nav
      class="tabs"
      id="lists"
      aria-label={t('batches.review.tabs.label')}
      hx-swap-oob={isUpdate ? 'true' : undefined}
    >
      {filled.map((tab) => (
        <a
          href={paths.admin.batch(batch.publicId, { show: tab })}
          aria-current={list.way === 'tab' && list.show === tab ? 'page' : undefined}
        >
          {t(wordOf(batch, tab), { number: batch.counts[tab] })}
        </a>
      ))}
    </nav>
  )
}

function wordOf({ source }: Batch, tab: ReviewTab) {
  return source === 'codes' && tab === 'invite'
    ? 'batches.codes.review.tab'
    : (`batches.review.tabs.${tab}` as const)
}

function Tab({ batch, review }: RowsProps) {
  const t = useWords()
  const { show, rows } = review.list
  if (show === 'problem') return <Problems batch={batch} review={review} />
  if (rows.length === 0) return <Empty title={t('batches.review.tabs.empty')} />
  return (
    <>
      {show === 'admins' ? (
        <MixedRows batch={batch} list={review.list} caption={t('batches.review.tabs.caption')} />
      ) : (
        <>
          <p class="soft">{t(textOf(batch.source, show))}</p>
          <PeopleOf source={batch.source} outcome={show} people={rows} />
        </>
      )}
      <ListPages batch={batch} list={review.list} />
    </>
  )
}
