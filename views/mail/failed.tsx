import type { FailedMail } from '#src/domain/mails/list-failed-mails.ts'
import { type MailProblem, mailProblems } from '#src/domain/mails/mail.ts'
import { mayRunMail } from '#src/domain/mails/may.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/moment.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { useView, useWords } from '../view.ts'

type FailedProps = { failed: { rows: readonly FailedMail[]; next?: string; previous?: string } }

/** The mails that have not left and are not tried by themselves, each with why. */
export function FailedMails({ failed: { rows, next, previous } }: FailedProps) {
  const { actor, words } = useView()
  const { t } = words
  const mayRun = actor !== null && mayRunMail(actor)
  return (
    <div class="list" id="failed">
      <div class="page-header">
        <h2>{t('mail.failed.title')}</h2>
        {mayRun && rows.length > 0 && (
          <form method="post" action={paths.admin.mailRetries()}>
            <Button kind="quiet">{t('mail.failed.retry_all')}</Button>
          </form>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty title={t('mail.failed.none')} />
      ) : (
        <FailedTable rows={rows} mayRun={mayRun} />
      )}
      <Paging
        next={next && `${paths.admin.mail({ after: next })}#failed`}
        previous={previous && `${paths.admin.mail({ before: previous })}#failed`}
      />
    </div>
  )
}

function FailedTable({ rows, mayRun }: { rows: readonly FailedMail[]; mayRun: boolean }) {
  const t = useWords()
  const columns = ['address', 'kind', 'why', 'since'] as const
  const head = columns.map((column) => t(`mail.failed.${column}`))
  return (
    <Table caption={t('mail.failed.title')} head={mayRun ? [...head, t('mail.failed.action')] : head}>
      {rows.map((mail) => (
        <FailedRow mail={mail} mayRun={mayRun} />
      ))}
    </Table>
  )
}

function FailedRow({ mail, mayRun }: { mail: FailedMail; mayRun: boolean }) {
  const t = useWords()
  const { publicId, address, kind, lastError, createdAt, invitationId } = mail
  const problem = problemOf(lastError)
  return (
    <tr data-id={publicId} data-state="failed" data-problem={problem}>
      <th scope="row">
        {invitationId === null ? (
          <bdi>{address}</bdi>
        ) : (
          <a href={paths.admin.invitation(invitationId)}>
            <bdi>{address}</bdi>
          </a>
        )}
      </th>
      <td>{t(`letters.kinds.${kind}`)}</td>
      <td>{t(`mail.problems.${problem}`)}</td>
      <td data-label={t('mail.failed.since')}>
        <Moment at={createdAt} form="date_time" />
      </td>
      {mayRun && (
        <td>
          <form method="post" action={paths.admin.mailRetry(publicId)}>
            <Button kind="quiet" attributes={{ 'aria-label': t('mail.failed.retry_of', { address }) }}>
              {t('mail.failed.retry')}
            </Button>
          </form>
        </td>
      )}
    </tr>
  )
}

/** Versions before there were words for it wrote a text of the provider, or nothing. */
function problemOf(lastError: string | null): MailProblem {
  return mailProblems.find((problem) => problem === lastError) ?? 'dead_letter'
}
