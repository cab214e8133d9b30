import { countedStates } from '#src/domain/mails/count-moves.ts'
import { type Arrived, letIn } from './come-in.ts'
import { forgiveFuses } from './forgive-fuses.ts'
import { insertRows } from './insert-rows.ts'
import { chunksOf } from './keep-chunks.ts'
import { wrongHours } from './paper.ts'
import type { Town } from './town.ts'

export type MailCount = { batchId: number; state: string; count: number }

/** Writes everything that was gathered, table by table, each in the order of time: lists go by their ids. */
export async function writeTown(town: Town): Promise<void> {
  const { d1, say } = town.world
  const arrived = await letIn(town)
  const counts = countMails(town)
  addSummaries(town)
  forgiveFuses(town, counts)
  const chunks = chunksOf(town)
  for (const [table, rows] of tablesOf(town, arrived, counts, chunks)) {
    await insertRows(d1, table, rows)
    say(`${table}: ${rows.length.toLocaleString('en')}`)
  }
}

type Rows = readonly Readonly<Record<string, unknown>>[]

/** Mails before their invitations, which know already what became of the latest: so no trigger has to tell them. */
function tablesOf(town: Town, arrived: Arrived, counts: MailCount[], chunks: Rows): [string, Rows][] {
  return [
    ['batches', town.batches],
    ['batch_chunks', chunks],
    ['batch_mail_counts', counts],
    ['users', arrived.users],
    ['accounts', arrived.accounts],
    ['mails', town.mails.toSorted((one, other) => one.createdAt - other.createdAt)],
    ['invitations', town.invitees.map(({ row }) => row)],
    ['group_members', arrived.groupMembers],
    ['project_managers', arrived.projectManagers],
    ['invitation_stops', town.stops],
    ['suppressions', town.suppressions.toSorted((one, other) => one.since - other.since)],
    ['events', eventsOf(town)],
    ['wrong_code_hours', wrongHours(town)],
  ]
}

function eventsOf({ events }: Town): Rows {
  const rows = events.map(({ details = null, ...event }) => ({ ...event, details }))
  return rows.sort((one, other) => one.at - other.at)
}

/** How many mails of each batch are in which state, as the product counts them while they move. */
function countMails({ invitees, mails }: Town): MailCount[] {
  const batchOf = new Map(invitees.map(({ row }) => [row.id, row.batchId]))
  const counts = new Map<string, MailCount>()
  for (const { kind, invitationId, state } of mails) {
    const batchId = batchOf.get(invitationId ?? 0) ?? null
    const isCounted =
      (kind === 'invitation' || kind === 'reminder') && countedStates.some((name) => name === state)
    if (batchId === null || !isCounted || state === undefined) continue
    const key = `${batchId} ${state}`
    const counted = counts.get(key) ?? { batchId, state, count: 0 }
    counted.count++
    counts.set(key, counted)
  }
  return [...counts.values()]
}

/** Whoever confirmed a batch was told when it was done. */
function addSummaries({ batches, founded, mails }: Town): void {
  for (const { publicId, confirmedBy, finishedAt } of batches) {
    const to = founded.admins.find(({ id }) => id === confirmedBy)
    if (!to || finishedAt === null) continue
    mails.push({
      ...{ dedupeKey: `${publicId}/batch_done/1`, kind: 'batch_done', invitationId: null, userId: to.id },
      ...{
        address: to.email,
        locale: to.locale,
        state: 'delivered',
        attempts: 1,
        notBefore: finishedAt + 602_000,
      },
      ...{ providerId: `demo-${publicId}`, lastError: null, doubts: 0, reportedAt: finishedAt + 6000 },
      ...{ createdAt: finishedAt, sentAt: finishedAt + 2000 },
    })
  }
}
