import type { Attention, Latest } from '#src/domain/overview/overview.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { AttentionPart } from './attention.tsx'
import { News } from './news.tsx'

type OverviewPageProps = { attention: Attention; latest: Latest }

/** The first page of an administrator: what waits for them, then what went on. */
export function OverviewPage({ attention, latest }: OverviewPageProps) {
  const { actor, words } = useView()
  const { t } = words
  const isNew = latest.batches.length === 0
  return (
    <PanelLayout title={t('overview.title')}>
      <PageHeader title={t('overview.title')} lead={t('overview.lead', { name: actor?.firstName ?? '' })}>
        {!isNew && <LinkButton href={paths.admin.newBatch()}>{t('overview.invite')}</LinkButton>}
      </PageHeader>
      {isNew ? <FirstSteps /> : <AttentionPart attention={attention} latest={latest} />}
      {(!isNew || attention.people > 1) && <News attention={attention} latest={latest} />}
    </PanelLayout>
  )
}

/** Where nobody has been invited, there is one thing to do. */
function FirstSteps() {
  const t = useWords()
  return (
    <section class="card first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('overview.first.title')}</h2>
      <p>{t('overview.first.text')}</p>
      <div class="actions">
        <LinkButton href={paths.admin.newBatch('addresses')}>{t('overview.first.addresses')}</LinkButton>
        <LinkButton href={paths.admin.newBatch('workbook')} kind="quiet">
          {t('overview.first.workbook')}
        </LinkButton>
        <a href={paths.admin.template()}>{t('overview.first.template')}</a>
      </div>
    </section>
  )
}
