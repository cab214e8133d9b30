import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { mailProblems } from '#src/domain/mails/mail.ts'
import { Badge } from '../components/badge.tsx'
import { Moment } from '../components/moment.tsx'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'

type Mail = InvitationDetails['mails'][number]

/** What was written to this person, what became of each mail, and what that means. */
export function InvitationMails({ mails }: { mails: Mail[] }) {
  const t = useWords()
  const head = [
    t('invitations.invitation.mail'),
    t('invitations.invitation.mail_state'),
    t('invitations.invitation.mail_written'),
    t('invitations.invitation.mail_sent'),
    t('invitations.invitation.mail_meaning'),
  ]
  return (
    <section class="list" aria-labelledby="mails-title">
      <h2 id="mails-title">{t('invitations.invitation.mails')}</h2>
      {mails.length === 0 ? (
        <p class="soft">{t('invitations.invitation.no_mails')}</p>
      ) : (
        <Table caption={t('invitations.invitation.mails_caption')} head={head}>
          {mails.map((mail) => (
            <MailRow mail={mail} />
          ))}
        </Table>
      )}
    </section>
  )
}

function MailRow({ mail }: { mail: Mail }) {
  const t = useWords()
  const { kind, state, createdAt, sentAt, reportedAt } = mail
  return (
    <tr data-state={state}>
      <th scope="row">{t(`invitations.mail_kinds.${kind}`)}</th>
      <td>
        <Badge state={state}>{t(`mail.states.${state}`)}</Badge>
        {reportedAt !== null && (
          <>
            {' '}
            <span class="hint">
              <Moment at={reportedAt} form="date_time" />
            </span>
          </>
        )}
      </td>
      <td data-label={t('invitations.invitation.mail_written')}>
        <Moment at={createdAt} form="date_time" />
      </td>
      <td data-label={t('invitations.invitation.mail_sent')}>
        {sentAt !== null && <Moment at={sentAt} form="date_time" />}
      </td>
      <td>
        <Meaning mail={mail} />
      </td>
    </tr>
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
