import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { ReviewList } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Paging } from '../components/paging.tsx'
import { useWords } from '../view.ts'

/** Where in a long list the page is, and its neighbours. */
export function ListPages({ batch, list }: { batch: Batch; list: ReviewList }) {
  const t = useWords()
  const { page, pageCount } = list
  if (pageCount === 1) return null
  return (
    <div class="list-pages">
      <p class="soft">{t('batches.review.pages', { page, pages: pageCount })}</p>
      <Paging
        next={page < pageCount ? linkTo(page + 1) : undefined}
        previous={page > 1 ? linkTo(page - 1) : undefined}
      />
    </div>
  )

  function linkTo(other: number): string {
    return paths.admin.batch(batch.publicId, { ...placeOf(list), page: String(other) })
  }
}

/** The list that is shown, as the address of the page says it: whoever repairs a row comes back to it. */
export function placeOf({ way, show, problem, page, typed }: ReviewList): Record<string, string | undefined> {
  if (way === 'all') return {}
  if (way === 'found') return { q: typed }
  return { show, problem, page: page > 1 ? String(page) : undefined }
}
