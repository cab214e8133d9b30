import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

/** Instead of an invitation that was deleted while somebody still had it in front of them. */
export function GoneInvitationPage() {
  const t = useWords()
  return (
    <PanelLayout title={t('invitations.gone.title')} section="invitations">
      <PageHeader title={t('invitations.gone.title')} lead={t('invitations.gone.text')} />
      <LinkButton kind="quiet" href={paths.admin.invitations()}>
        {t('invitations.gone.back')}
      </LinkButton>
    </PanelLayout>
  )
}
