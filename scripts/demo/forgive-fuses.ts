import { leftStates } from '#src/domain/batches/batch-mails.ts'
import type { Town } from './town.ts'
import type { BatchRow } from './town-records.ts'
import type { MailCount } from './write-town.ts'

const hourMs = 60 * 60_000

/** Where too many mails of a batch came back, they were paused; somebody looked, and let them go on. */
export function forgiveFuses(town: Town, counts: readonly MailCount[]): void {
  for (const batch of town.batches) {
    const countOf = (...states: string[]) =>
      counts.reduce(
        (sum, { batchId, state, count }) =>
          batchId === batch.id && states.includes(state) ? sum + count : sum,
        0,
      )
    const [left, bounced, complained] = [countOf(...leftStates), countOf('bounced'), countOf('complained')]
    const isByComplaints = complained * 1000 >= left && complained > 0
    const isByBounces = bounced + complained >= 3 && (bounced + complained) * 100 >= left * 3
    if (!isByComplaints && !isByBounces) continue
    Object.assign(batch, { fuseSent: left, fuseBounced: bounced, fuseComplained: complained })
    journal(town, batch, isByComplaints ? 'complaints' : 'bounces')
  }
}

function journal({ events, until }: Town, batch: BatchRow, reason: string): void {
  const about = { subjectType: 'batch', subjectId: batch.publicId }
  const at = Math.min((batch.finishedAt ?? 0) + hourMs / 4, until)
  events.push(
    { ...about, at, actorId: null, action: 'batch_paused', details: { reason } },
    {
      ...about,
      at: Math.min(at + hourMs / 2, until),
      actorId: batch.createdBy,
      action: 'batch_mails_resumed',
    },
  )
}
