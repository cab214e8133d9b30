import { useWords } from '../view.ts'

export type DnsRecord = { kind: 'lockdown' | 'spf' | 'dmarc'; name: string; type: 'TXT'; value: string }

/** The records that DNS lacks, to be copied as they are. */
export function DnsRecords({ records }: { records: readonly DnsRecord[] }) {
  const t = useWords()
  return (
    <>
      <h3>{t('mail.service.records.title')}</h3>
      <p>{t('mail.service.records.text')}</p>
      <dl class="facts">
        {records.map(({ kind, name, type, value }) => (
          <div data-record={kind}>
            <dt>{t(`mail.service.records.${kind}`)}</dt>
            <dd>
              <code class="long">{`${name} ${type}`}</code>
              <br />
              <code class="long">{value}</code>
              {kind !== 'lockdown' && <p class="hint">{t(`mail.service.records.${kind}_hint`)}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
