import type { BulkAction } from '#src/domain/bulk-actions/bulk-action.ts'
import type { BulkProgress } from '#src/domain/bulk-actions/bulk-progress.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { Chosen } from './chosen.tsx'
import { ProgressCard, saidOf } from './progress.tsx'
import { ResultCard } from './result.tsx'

export type BulkProps = {
  action: BulkAction
  progress: BulkProgress
  /** Some of its mails may wait, because their batch is paused. */
  isPaused: boolean
  /** The list that somebody came from, to go back to. */
  back: string | undefined
}

/** An act on many invitations after the decision: how far it is, or what came of it. */
export function BulkPage({ names, ...props }: BulkProps & { names: FilterNames }) {
  const t = useWords()
  const { action, back } = props
  const title = t(`bulk.running.${action.kind}`, { count: action.total })
  return (
    <PanelLayout title={title} section="invitations">
      <PageHeader title={title} lead={<Chosen action={action} names={names} />} />
      <div id="bulk">
        <BulkState {...props} />
      </div>
      <p class="actions">
        <a href={back ?? listOf(action)}>{t('bulk.back')}</a>
        <span class="soft">{t('bulk.chosen.by', { name: action.creatorName })}</span>
      </p>
    </PanelLayout>
  )
}

/** The part that changes while it runs; it is morphed, so that the focus stays and only news is spoken. */
export function BulkState(props: BulkProps) {
  const t = useWords()
  const { action, progress } = props
  return (
    <>
      <p id="bulk-said" class="visually-hidden" role="status">
        {saidOf(t, action.state, progress)}
      </p>
      {action.state === 'confirmed' ? <ProgressCard {...props} /> : <ResultCard {...props} />}
    </>
  )
}

/** The list that was acted on; a search is forgotten by the time it is done. */
function listOf({ filter, state }: BulkAction): string {
  if (!filter) return paths.admin.invitations()
  return paths.admin.invitations(state === 'confirmed' ? filter : { ...filter, q: undefined })
}
