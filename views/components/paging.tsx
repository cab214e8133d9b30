import { useWords } from '../view.ts'

/** Links to the neighbouring pages of a list. */
export function Paging({ next, previous }: { next?: string | undefined; previous?: string | undefined }) {
  const t = useWords()
  if (!next && !previous) return null
  return (
    <nav class="paging" aria-label={t('common.paging.label')}>
      {previous && (
        <a class="button button-quiet" rel="prev" href={previous}>
          {t('common.paging.previous')}
        </a>
      )}
      {next && (
        <a class="button button-quiet" rel="next" href={next}>
          {t('common.paging.next')}
        </a>
      )}
    </nav>
  )
}
