import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { Badge } from '../components/badge.tsx'
import { Moment } from '../components/moment.tsx'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'

/** What was written to this person, and what became of each mail. */
export function InvitationMails({ mails }: { mails: InvitationDetails['mails'] }) {
  const t = useWords()
  const head = [
    t('invitations.invitation.mail'),
    t('invitations.invitation.mail_state'),
    t('invitations.invitation.mail_written'),
    t('invitations.invitation.mail_sent'),
  ]
  return (
    <section class="list" aria-labelledby="mails-title">
      <h2 id="mails-title">{t('invitations.invitation.mails')}</h2>
      {mails.length === 0 ? (
        <p class="soft">{t('invitations.invitation.no_mails')}</p>
      ) : (
        <Table caption={t('invitations.invitation.mails_caption')} head={head}>
          {mails.map((mail) => (
            <tr data-state={mail.state}>
              <th scope="row">{t(`invitations.mail_kinds.${mail.kind}`)}</th>
              <td>
                <Badge state={mail.state}>{t(`invitations.mail_states.${mail.state}`)}</Badge>
              </td>
              <td data-label={t('invitations.invitation.mail_written')}>
                <Moment at={mail.createdAt} form="date_time" />
              </td>
              <td data-label={t('invitations.invitation.mail_sent')}>
                {mail.sentAt !== null && <Moment at={mail.sentAt} form="date_time" />}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}
