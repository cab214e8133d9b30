import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'

/** Why this person is not written to any more, what that means, and what they wanted the inviter to know. */
export function StopNotice({ invitation: { stop } }: { invitation: InvitationDetails }) {
  const t = useWords()
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
      <p>{t(`invitations.stops.${reason}.text`)}</p>
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
