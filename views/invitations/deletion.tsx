import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { titleOf } from './title.ts'

type DeletionProps = {
  invitation: InvitationDetails
  /** The list that somebody came from, to go back to. */
  back: string | undefined
}

/** What goes with an invitation, and the button that deletes it. */
export function DeletionPage({ invitation, back }: DeletionProps) {
  const t = useWords()
  const { publicId, kind } = invitation
  const isLetter = kind === 'letter_code'
  const title = t(isLetter ? 'invitations.deletion.title_letter' : 'invitations.deletion.title')
  return (
    <PanelLayout title={title} section="invitations">
      <PageHeader title={title} lead={<bdi>{titleOf(t, invitation)}</bdi>} />
      <form class="card form" method="post" action={paths.admin.invitationDeletion(publicId, { back })}>
        <ul class="consequences">
          <li>{t(`invitations.invitation.${deletionHints[kind]}`)}</li>
          {kind === 'mailed' && <li>{t('invitations.deletion.free')}</li>}
        </ul>
        <div class="actions">
          <Button kind="danger">
            {t(isLetter ? 'invitations.invitation.revoke_sure' : 'invitations.invitation.delete_sure')}
          </Button>
          <LinkButton kind="quiet" href={paths.admin.invitation(publicId, { back })}>
            {t('invitations.deletion.keep')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}

export const deletionHints = {
  mailed: 'delete_hint',
  letter_code: 'delete_hint_letter_code',
  confirmation: 'delete_hint_confirmation',
} as const
