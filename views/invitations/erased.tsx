import { formatMoment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView } from '../view.ts'

/** An invitation whose person was erased: nothing is left to tell. */
export function ErasedInvitationPage({ erasedAt }: { erasedAt: number }) {
  const { words, timeZone } = useView()
  const { t } = words
  const date = formatMoment(words, timeZone, erasedAt)
  return (
    <PanelLayout title={t('invitations.erased.title')} section="invitations">
      <PageHeader title={t('invitations.erased.title')} lead={t('invitations.erased.text', { date })} />
    </PanelLayout>
  )
}
