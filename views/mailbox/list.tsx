import type { ReceivedLetter } from '#src/domain/mails/received-letter.ts'
import { paths } from '#src/paths.ts'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useWords } from '../view.ts'

/** What would have been sent, newest first. */
export function MailboxPage({ letters, next }: { letters: ReceivedLetter[]; next: string | undefined }) {
  const t = useWords()
  return (
    <PublicLayout title={t('letters.mailbox.title')} width="wide">
      <PageHeader title={t('letters.mailbox.title')} lead={t('letters.mailbox.lead')} />
      {letters.length === 0 ? (
        <Empty title={t('letters.mailbox.empty.title')}>
          <p>{t('letters.mailbox.empty.text')}</p>
        </Empty>
      ) : (
        <LetterTable letters={letters} />
      )}
      <Paging next={next && `${paths.mailbox()}?after=${encodeURIComponent(next)}`} />
    </PublicLayout>
  )
}

function LetterTable({ letters }: { letters: ReceivedLetter[] }) {
  const t = useWords()
  const head = [
    t('letters.mailbox.subject'),
    t('letters.mailbox.to'),
    t('letters.mailbox.kind'),
    t('letters.mailbox.at'),
  ]
  return (
    <Table caption={t('letters.mailbox.caption')} head={head}>
      {letters.map((letter) => (
        <tr data-id={letter.id}>
          <th scope="row">
            <a href={paths.mailboxLetter(letter.id)} lang={letter.locale}>
              {letter.subject}
            </a>
          </th>
          <td>{letter.to}</td>
          <td>{t(`letters.kinds.${letter.kind}`)}</td>
          <td>
            <Moment at={Date.parse(letter.at)} form="date_time" />
          </td>
        </tr>
      ))}
    </Table>
  )
}
