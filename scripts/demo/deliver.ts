import { sql } from 'drizzle-orm'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import type { ReportKind } from '#src/domain/mails/report.ts'
import { recordReports } from '#src/domain/reports/record-reports.ts'
import type { World } from './world.ts'

/** Lets mails leave as of a moment without writing a letter, and tells of each what the provider would have. */
export async function deliver(
  { db, keys, settings }: World,
  mailIds: readonly number[],
  at: number,
  tell: (index: number) => ReportKind | undefined = () => 'delivered',
): Promise<void> {
  const claimed = await claimMails(db, mailIds, settings, at)
  const attempts = claimed.map((mail) => ({
    mail,
    delivery: { outcome: 'sent', providerId: `demo-${mail.id}` } as const,
  }))
  await recordDeliveries(db, attempts, settings, at)
  const reports = claimed.flatMap((mail, index) => {
    const kind = tell(index)
    return kind ? [{ mailId: mail.id, kind, recipient: undefined, at: at + 1000 }] : []
  })
  await recordReports(db, keys, reports, settings, at + 1000)
}

/** The letters to the town's own people that nothing is told about any more. */
export async function deliverWaiting(world: World, at: number): Promise<void> {
  const waiting = await world.db.all<{ id: number }>(
    sql`select id from mails where state = 'queued' and not_before < ${at + 10 * 60_000}`,
  )
  await deliver(
    world,
    waiting.map(({ id }) => id),
    at,
  )
}
