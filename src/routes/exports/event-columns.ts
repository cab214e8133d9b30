import type { ExportedEvent } from '#src/domain/events/read-events-export.ts'
import { wallClock } from '#src/domain/time/wall-clock.ts'
import { actionWords, detailWords, subjectWords } from '#views/journal/event-words.ts'
import type { Words } from '#views/words/index.ts'
import { sayOnce } from './say-once.ts'
import type { ExportColumn } from './send-list.ts'

/** The journal as its page tells it; things are named and keep their references. */
export function eventColumns(words: Words, timeZone: string): ExportColumn<ExportedEvent>[] {
  const { t } = words
  const show = wallClock(timeZone)
  const action = sayOnce((key: string) => actionWords(words, key))
  const subject = sayOnce((key: string) => subjectWords(words, key))
  return [
    { header: t('exports.head.at'), width: 18, kind: 'moment', read: ({ at }) => show(at) },
    {
      header: t('exports.head.who'),
      width: 24,
      kind: 'text',
      read: ({ actor }) => actor ?? t('journal.nobody'),
    },
    { header: t('exports.head.action'), width: 34, kind: 'text', read: (row) => action(row.action) },
    { header: t('exports.head.subject'), width: 16, kind: 'text', read: (row) => subject(row.subjectType) },
    { header: t('exports.head.name'), width: 34, kind: 'text', read: ({ subjectName }) => subjectName },
    { header: t('exports.head.reference'), width: 24, kind: 'text', read: ({ subjectId }) => subjectId },
    { header: t('exports.head.details'), width: 50, kind: 'text', read: (row) => detailsIn(words, row) },
  ]
}

function detailsIn(words: Words, event: ExportedEvent): string {
  const details = detailWords(words, event)
  return details.map(({ label, value }) => words.t('journal.detail', { label, value })).join('\n')
}
