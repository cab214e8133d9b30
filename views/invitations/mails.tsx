import type { TimelineMail as Mail } from '#src/domain/invitations/read-timeline.ts'
import { mailProblems } from '#src/domain/mails/mail.ts'
import { Badge } from '../components/badge.tsx'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'

/** A mail to this person, what became of it, and what that means. `address` is the one that the invitation has now. */
export function TimelineMail({ mail, address }: { mail: Mail; address: string | null }) {
  const t = useWords()
  const { kind, state, sentAt, reportedAt } = mail
  return (
    <div class="timeline-mail" data-kind={kind} data-state={state}>
      <p>
        {t(`invitations.mail_kinds.${kind}`)}{' '}
        {mail.address !== address && (
          <bdi>{t('invitations.timeline.mail_to', { address: mail.address })}</bdi>
        )}{' '}
        <Badge state={state}>{t(`mail.states.${state}`)}</Badge>
      </p>
      <p class="hint">
        {sentAt !== null && <Stamp word={t('invitations.timeline.mail_left')} at={sentAt} />}
        {reportedAt !== null && <Stamp word={t('invitations.timeline.mail_reported')} at={reportedAt} />}
        <Meaning mail={mail} />
      </p>
    </div>
  )
}

function Stamp({ word, at }: { word: string; at: number }) {
  return (
    <span class="stamp">
      {word} <Moment at={at} form="date_time" />
      {' · '}
    </span>
  )
}

/** A reason is said only while the mail has not left: of one that waits it is why it has not yet. */
function Meaning({ mail: { state, lastError } }: { mail: Mail }) {
  const t = useWords()
  const isUnsent = state === 'queued' || state === 'sending' || state === 'failed'
  const problem = isUnsent ? mailProblems.find((known) => known === lastError) : undefined
  return (
    <>
      {problem && <strong data-problem={problem}>{t(`mail.problems.${problem}`)}</strong>}{' '}
      {t(`mail.meanings.${state}`)}
    </>
  )
}
