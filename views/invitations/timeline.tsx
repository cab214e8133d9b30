import { mayInvite } from '#src/domain/batches/may.ts'
import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import type { Act, Moment as TimelineMoment } from '#src/domain/invitations/read-timeline.ts'
import { paths } from '#src/paths.ts'
import { Moment } from '../components/moment.tsx'
import { useView, useWords } from '../view.ts'
import { actSentence } from './act-sentence.ts'
import { TimelineMail } from './mails.tsx'
import { Person } from './person.tsx'
import { promisedThings } from './promised.tsx'

/** What became of an invitation, in words, the latest first. */
export function Timeline({ invitation }: { invitation: InvitationDetails }) {
  const t = useWords()
  const { moments, isShortened } = invitation.timeline
  return (
    <section class="list" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('invitations.timeline.title')}</h2>
      {moments.length > 1 && <p class="hint">{t('invitations.timeline.hint')}</p>}
      {moments.length === 0 ? (
        <p class="soft">{t('invitations.timeline.empty')}</p>
      ) : (
        <ol class="timeline" reversed>
          {moments.map((moment) => (
            <Happening moment={moment} invitation={invitation} />
          ))}
        </ol>
      )}
      {isShortened && <p class="hint">{t('invitations.timeline.older')}</p>}
    </section>
  )
}

function Happening({ moment, invitation }: { moment: TimelineMoment; invitation: InvitationDetails }) {
  return (
    <li>
      <p class="hint">
        <Moment at={moment.at} form="date_time" />
      </p>
      {moment.acts.map((act) => (
        <Told act={act} invitation={invitation} isGranted={!isDropped(moment)} />
      ))}
      {moment.mails.map((mail) => (
        <TimelineMail mail={mail} address={invitation.address} />
      ))}
    </li>
  )
}

/** Who accepted did not get what the inviter could not grant any more. */
function isDropped({ acts }: TimelineMoment): boolean {
  return acts.some(({ action }) => action === 'grant_dropped')
}

type ToldProps = { act: Act; invitation: InvitationDetails; isGranted: boolean }

function Told({ act, invitation, isGranted }: ToldProps) {
  const { actor: reader, words } = useView()
  const { t } = words
  return (
    <div class="timeline-act" data-action={act.action}>
      <p>
        <strong>{actSentence(words, act)}</strong>
        <Who act={act} />
        {act.batch && reader && mayInvite(reader) && (
          <>
            {' · '}
            <a href={paths.admin.batch(act.batch)}>{t('invitations.timeline.open_batch')}</a>
          </>
        )}
      </p>
      {act.action === 'invitation_accepted' && isGranted && (
        <p class="hint">
          {t('invitations.timeline.granted')} {listOf(words.language, promisedThings(t, invitation.promise))}
        </p>
      )}
      {act.action === 'grant_dropped' && <Dropped details={act.details} />}
    </div>
  )
}

/** What the invited person does without having an account; anything else without a name is the platform's own doing. */
const byInvitee: readonly string[] = [
  'given',
  'registration_started',
  'invitation_opened',
  'invitation_sent_again',
  'invitation_refused',
  'invitation_unsubscribed',
  'invitation_refusal_taken_back',
  'mail_complained',
  'mail_unsubscribed',
  'address_given',
  'code_used',
]
/** Nobody does these: they follow from others. */
const byNobody: readonly string[] = ['expired', 'mail_bounced', 'grant_dropped', 'invited']

function Who({ act: { action, actor } }: { act: Act }) {
  const t = useWords()
  if (!actor && byNobody.includes(action)) return null
  return (
    <>
      {' · '}
      {actor ? (
        <Person person={actor} none="" />
      ) : (
        <span class="soft">
          {t(byInvitee.includes(action) ? 'invitations.timeline.person' : 'invitations.timeline.platform')}
        </span>
      )}
    </>
  )
}

function Dropped({ details: { admin, groups, projects } }: { details: Act['details'] }) {
  const { words } = useView()
  const { t } = words
  const things = [
    ...(admin === true ? [t('invitations.timeline.dropped_admin')] : []),
    ...(Number(groups) > 0 ? [t('invitations.timeline.dropped_groups', { count: Number(groups) })] : []),
    ...(Number(projects) > 0
      ? [t('invitations.timeline.dropped_projects', { count: Number(projects) })]
      : []),
  ]
  return <p class="hint">{listOf(words.language, things)}</p>
}

function listOf(language: string, things: string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(things)
}
