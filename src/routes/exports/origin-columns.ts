import type { InvitationSource } from '#src/domain/invitations/invitation.ts'
import type { Origin } from '#src/domain/invitations/read-origins.ts'
import { madeFrom } from '#views/batches/made-from.ts'
import { formatMoment } from '#views/components/moment.tsx'
import type { Words } from '#views/words/index.ts'
import { sayOnce } from './say-once.ts'
import type { ExportColumn } from './send-list.ts'

type Row = Origin & { source: InvitationSource | null }

/** By whom and in which batch somebody was invited. */
export function originColumns(words: Words, timeZone: string): ExportColumn<Row>[] {
  const batch = batchIn(words, timeZone)
  return [
    { header: words.t('exports.head.inviter'), width: 22, kind: 'text', read: inviterIn(words) },
    { header: words.t('exports.head.batch'), width: 34, kind: 'text', read: (row) => batch(row.batch) },
  ]
}

/** A person; else how somebody came to be invited without one. */
function inviterIn({ t }: Words) {
  const source = sayOnce((key: 'registration' | 'first_administrator') => t(`invitations.sources.${key}`))
  return (row: Row) => row.inviter ?? (row.source === 'batch' ? null : source(row.source))
}

/** From which file or what else, and when. */
function batchIn(words: Words, timeZone: string) {
  const said = new Map<Origin['batch'], string>()
  return function tell(batch: Origin['batch']) {
    if (!batch) return null
    const known = said.get(batch)
    if (known !== undefined) return known
    const text = `${madeFrom(words, batch)} (${formatMoment(words, timeZone, batch.createdAt, 'short_date')})`
    said.set(batch, text)
    return text
  }
}
