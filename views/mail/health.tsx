import type { FailedMail } from '#src/domain/mails/list-failed-mails.ts'
import { clockState, type MailHealth, waitingCountMax } from '#src/domain/mails/mail-health.ts'
import { mayRunMail } from '#src/domain/mails/may.ts'
import { DefinitionList } from '../components/details.tsx'
import { isolated } from '../components/isolated.ts'
import { MailNav } from '../components/mail-nav.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { FailedMails } from './failed.tsx'
import { type Answer, Provider } from './provider.tsx'
import { MailStatus } from './status.tsx'

export type Transport = 'mailbox' | 'mailchannels'

export type MailPageProps = {
  health: MailHealth
  failed: { rows: readonly FailedMail[]; next?: string; previous?: string }
  /** What the provider was just asked. */
  answer?: Answer | undefined
  transport: Transport
  mailFrom: string
  mailsPerMinute: number
  now: number
}

/** Whether mail leaves, and what to do when it does not. */
export function MailPage(props: MailPageProps) {
  const { actor, words } = useView()
  const { t } = words
  const { health, failed, answer, transport, now } = props
  return (
    <PanelLayout title={t('mail.health.title')} section="mail">
      <MailNav current="health" />
      <PageHeader title={t('mail.health.title')} lead={t('mail.health.lead')} />
      <MailStatus health={health} clock={clockState(health.tickedAt, now)} />
      <Facts {...props} />
      {actor && mayRunMail(actor) && <Provider transport={transport} answer={answer} />}
      <FailedMails failed={failed} />
    </PanelLayout>
  )
}

function Facts({ health, transport, mailFrom, mailsPerMinute }: MailPageProps) {
  const t = useWords()
  const isSent = transport === 'mailchannels'
  const way = isSent
    ? t('mail.health.by_service', { address: isolated(mailFrom) })
    : t('mail.health.by_mailbox')
  const pace = t('mail.health.pace_value', { count: mailsPerMinute })
  const never = t('mail.health.never')
  const { waiting, failed, tickedAt, eventAt } = health
  const items = [
    { term: t('mail.health.way'), value: way },
    { term: t('mail.health.waiting'), value: <Count mark="waiting" count={waiting} /> },
    { term: t('mail.health.failed'), value: <Count mark="failed" count={failed} /> },
    { term: t('mail.health.ticked'), value: tickedAt === null ? never : <When at={tickedAt} /> },
    ...(isSent
      ? [
          { term: t('mail.health.reported'), value: eventAt === null ? never : <When at={eventAt} /> },
          { term: t('mail.health.pace'), value: pace },
        ]
      : []),
  ]
  return <DefinitionList items={items} />
}

function Count({ mark, count }: { mark: 'waiting' | 'failed'; count: number }) {
  const t = useWords()
  const shown = Math.min(count, waitingCountMax)
  const said = t(count > waitingCountMax ? 'mail.health.more_than' : 'mail.health.number', { count: shown })
  return <span data-mails={mark}>{said}</span>
}

function When({ at }: { at: number }) {
  return <Moment at={at} form="date_time" />
}
