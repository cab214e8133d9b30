import { mayRevealCode } from '#src/domain/invitations/may.ts'
import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { useView, useWords } from '../view.ts'

type ActionsProps = { invitation: InvitationDetails; expiryDays: number }

/** What staff can do for the person who never got the mail. */
export function InvitationActions({ invitation, expiryDays }: ActionsProps) {
  const t = useWords()
  const { publicId, sendings, kind } = invitation
  const hint = kind === 'confirmation' ? 'send_hint_confirmation' : 'send_hint'
  return (
    <section class="card" aria-labelledby="actions-title">
      <h2 id="actions-title">{t('invitations.invitation.actions')}</h2>
      <div class="side-by-side">
        {invitation.isSendable && (
          <form method="post" action={paths.admin.invitationDeliveries(publicId)}>
            <input type="hidden" name="sendings" value={String(sendings)} />
            <Button>{t('invitations.invitation.send')}</Button>
            <p class="hint">{t(`invitations.invitation.${hint}`, { days: expiryDays })}</p>
          </form>
        )}
        <Reveal invitation={invitation} />
        <Deletion invitation={invitation} />
      </div>
    </section>
  )
}

function Reveal({ invitation: { publicId, kind, promise } }: { invitation: InvitationDetails }) {
  const { actor, words } = useView()
  const { t } = words
  if (kind === 'confirmation') return <p class="hint">{t('invitations.invitation.reveal_by_mail_only')}</p>
  const weight = { admin: promise.admin, projects: promise.projects.length }
  if (!actor || !mayRevealCode(actor, weight))
    return <p class="hint">{t('invitations.invitation.reveal_forbidden')}</p>
  return (
    <form method="post" action={paths.admin.invitationCode(publicId)}>
      <Button kind="quiet">{t('invitations.invitation.reveal')}</Button>
      <p class="hint">{t('invitations.invitation.reveal_hint')}</p>
    </form>
  )
}

/** Two steps without any script: open, then confirm. */
function Deletion({ invitation: { publicId, kind } }: { invitation: InvitationDetails }) {
  const t = useWords()
  return (
    <div>
      <details class="confirmed">
        <summary class="button button-danger">{t('invitations.invitation.delete')}</summary>
        <form method="post" action={paths.admin.invitationDeletion(publicId)}>
          <Button kind="danger">{t('invitations.invitation.delete_sure')}</Button>
        </form>
      </details>
      <p class="hint">{t(`invitations.invitation.${deleteHints[kind]}`)}</p>
    </div>
  )
}

const deleteHints = {
  mailed: 'delete_hint',
  letter_code: 'delete_hint_letter_code',
  confirmation: 'delete_hint_confirmation',
} as const
