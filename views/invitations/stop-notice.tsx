import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import type { StopReason } from '#src/domain/invitations/stop.ts'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'

/** Why this person is not written to any more, what that means, and what they wanted the inviter to know. */
export function StopNotice({ invitation }: { invitation: InvitationDetails }) {
  const t = useWords()
  const { stop } = invitation
  if (!stop) return null
  const { reason, at, note } = stop
  const isWish = reason === 'refused' || reason === 'unsubscribed'
  return (
    <section
      class="note"
      data-tone={isWish ? 'warn' : 'danger'}
      data-stop={reason}
      aria-labelledby="stop-title"
    >
      <h2 id="stop-title">{t(`invitations.stops.${reason}.title`)}</h2>
      <p>
        {t(`invitations.stops.${reason}.text`)} <Way invitation={invitation} reason={reason} />
      </p>
      <p class="hint">
        {t('invitations.stops.since')} <Moment at={at} form="date_time" />
      </p>
      {note && (
        <>
          <h3>{t('invitations.stops.note')}</h3>
          <blockquote class="message">{note}</blockquote>
        </>
      )}
    </section>
  )
}

/** What the code is still good for: a used one for nothing, one whose time is over for nothing until it is extended. */
function Way({ invitation, reason }: { invitation: InvitationDetails; reason: StopReason }) {
  const t = useWords()
  if (invitation.state === 'accepted' || reason === 'complained') return null
  return <>{invitation.hasEnded ? t('invitations.stops.ended') : t(`invitations.stops.${reason}.code`)}</>
}
