import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { useWords } from '../view.ts'
import { type DnsRecord, DnsRecords } from './dns-records.tsx'

type Finding = { verdict: 'passed' | 'failed' | 'unclear'; reason: string | undefined }

type Check =
  | {
      outcome: 'answered'
      domain: string
      spf: Finding
      dkim: (Finding & { domain: string; selector: string })[]
      lockdown: Finding
      sender: Finding
    }
  | { outcome: 'unanswered'; why: 'off' | 'forbidden' | 'too_many' | 'provider' | 'unreachable' }

/** What the mail service says about the sender's domain, and whether it reports to us; undefined where it did not say. */
export type Answer = { check: Check; isEnrolled: boolean | undefined; records: readonly DnsRecord[] }

type ProviderProps = { transport: 'mailbox' | 'mailchannels'; answer: Answer | undefined }

/** Questions to the mail service, asked only when somebody presses a button. */
export function Provider({ transport, answer }: ProviderProps) {
  const t = useWords()
  return (
    <section class="card" id="service" aria-labelledby="service-title">
      <h2 id="service-title">{t('mail.service.title')}</h2>
      <p>{t(`mail.service.about_${transport}`)}</p>
      {answer && <Result answer={answer} />}
      {transport === 'mailchannels' && (
        <div class="actions">
          <form method="post" action={`${paths.admin.mailCheck()}#service`}>
            <Button kind={answer ? 'quiet' : 'primary'}>{t('mail.service.check')}</Button>
          </form>
          <form method="post" action={paths.admin.mailWebhook()}>
            <Button kind="quiet">{t('mail.service.enrol')}</Button>
          </form>
        </div>
      )}
    </section>
  )
}

function Result({ answer: { check, isEnrolled, records } }: { answer: Answer }) {
  const t = useWords()
  if (check.outcome === 'unanswered')
    return (
      <>
        <p
          class="note"
          data-tone={check.why === 'off' ? undefined : 'warn'}
          data-problem={check.why}
          role="status"
        >
          {t(`mail.service.unanswered.${check.why}`)}
        </p>
        {check.why === 'forbidden' && <DnsRecords records={records} />}
      </>
    )
  const enrolled: Finding = { verdict: isEnrolled ? 'passed' : 'failed', reason: undefined }
  const missing = records.filter(({ kind }) => kind === 'dmarc' || check[kind].verdict !== 'passed')
  return (
    <>
      <ul class="checks">
        <Line name="lockdown" finding={check.lockdown} />
        <Line name="spf" finding={check.spf} />
        {check.dkim.length === 0 && <Line name="dkim" finding={{ verdict: 'failed', reason: undefined }} />}
        {check.dkim.map((finding) => (
          <Line name="dkim" finding={finding} of={`${finding.selector}._domainkey.${finding.domain}`} />
        ))}
        <Line name="sender" finding={check.sender} />
        {isEnrolled !== undefined && <Line name="reports" finding={enrolled} />}
      </ul>
      <DnsRecords records={missing} />
    </>
  )
}

type LineProps = { name: 'lockdown' | 'spf' | 'dkim' | 'sender' | 'reports'; finding: Finding; of?: string }

function Line({ name, finding: { verdict, reason }, of }: LineProps) {
  const t = useWords()
  return (
    <li data-check={name} data-verdict={verdict}>
      <Badge state={verdict}>{t(`mail.service.verdicts.${verdict}`)}</Badge>
      <div>
        <strong>{t(`mail.service.checks.${name}.name`)}</strong> {of && <code class="long">{of}</code>}
        <p>{t(`mail.service.checks.${name}.${verdict === 'passed' ? 'passed' : 'todo'}`)}</p>
        {verdict !== 'passed' && reason && (
          <p class="hint">
            {t('mail.service.said')} <bdi lang="en">{reason}</bdi>
          </p>
        )}
      </div>
    </li>
  )
}
