import type { LeavableInvitation } from '#src/domain/invitations/find-way-out.ts'
import { refusalNoteMax } from '#src/domain/invitations/stop.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { formatMoment } from '../components/moment.tsx'
import { TextArea } from '../components/text-area.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'

type LeavingProps = {
  invitation: LeavableInvitation
  /** Where the form goes: by the link of a letter, or by the code that was opened. */
  action: string
  reason?: string
  errors?: FieldErrors
}

/** Who does not want an invitation: what happens if they say so, room for a reason, one button. Nothing is pressed on anyone. */
export function LeavingPage({ invitation, action, reason, errors = {} }: LeavingProps) {
  const { words, platformName: platform } = useView()
  const { t } = words
  const title = t('welcome.refusal.title')
  return (
    <PublicLayout title={title}>
      <h1>{title}</h1>
      <p class="lead">{t(whoAsked(invitation), { inviter: invitation.inviterName, platform })}</p>
      <p>
        {invitation.inviterName
          ? t('welcome.refusal.what_person', { inviter: invitation.inviterName })
          : t('welcome.refusal.what')}
      </p>
      <Stopped invitation={invitation} />
      <ErrorSummary errors={errors} />
      <form class="public-form" method="post" action={action} novalidate>
        <input type="hidden" name="invitation" value={invitation.publicId} />
        <TextArea
          name="reason"
          label={t('welcome.refusal.reason')}
          hint={t('welcome.refusal.reason_hint', { platform })}
          value={reason}
          rows={3}
          maxlength={refusalNoteMax}
          error={errors.reason}
          attributes={{ dir: 'auto' }}
        />
        <Button>{t('welcome.refusal.submit')}</Button>
      </form>
      {action === paths.invitationRefusal() && <WayBack />}
    </PublicLayout>
  )
}

function whoAsked({ source, inviterName }: LeavableInvitation) {
  if (source === 'registration') return 'welcome.refusal.registration'
  return inviterName ? 'welcome.refusal.by_person' : 'welcome.refusal.by_platform'
}

/** A mail program may have unsubscribed already, which answers nothing. */
function Stopped({ invitation: { stop, stoppedAt } }: { invitation: LeavableInvitation }) {
  const { words, timeZone } = useView()
  if (stop !== 'unsubscribed' || stoppedAt === null) return null
  const date = formatMoment(words, timeZone, stoppedAt)
  return <p class="note">{words.t('welcome.refusal.stopped', { date })}</p>
}

function WayBack() {
  const t = useWords()
  return (
    <ul class="ways-on">
      <li>
        <a href={paths.invitation()}>{t('welcome.refusal.back')}</a>
      </li>
    </ul>
  )
}
