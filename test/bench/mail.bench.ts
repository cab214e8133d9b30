import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { settings as settingsTable } from '#src/db/schema/index.ts'
import { gatherLetters } from '#src/domain/mails/gather-letters.ts'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { deliverMails } from '#src/jobs/deliver-mails.ts'
import { type House, openHouse } from '#src/jobs/house.ts'
import { writeLetters } from '#src/jobs/write-letters.ts'
import { transportFor } from '#src/mail/transport.ts'
import { inviteAll, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { fakeCounts, keepOnlyCounts, mailChannelsEnv, resetFake } from '#test/support/fake-mail.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { bounded, type Line, median, table, timed } from './measure.ts'

const people = 10_000
/** As many mails as one message of the queue names. */
const perMessage = 100
/** How many letters go first, one message after the other, with a meter on the database. */
const metered = 1000

it('sends ten thousand letters through the queue', async () => {
  await db.insert(settingsTable).values({ id: 1, mailsPerMinute: 100_000 })
  const mailIds = await inviteTown()
  const house = await openHouse(mailChannelsEnv())
  const floor = await sendBare(house)
  await resetFake()
  await keepOnlyCounts()
  const lines = await deliverMetered(house, mailIds.slice(0, metered))
  const [took] = await timed(() => deliverThroughQueue(mailIds.slice(metered)))
  const counts = await fakeCounts()
  expect(counts).toMatchObject({ accepted: people, distinct: people, most: 1 })
  const each = took / (people - metered)
  lines.push(
    { what: 'letters through queue, database and provider', value: `${perSecond(each)} a second` },
    { what: 'the same letters handed over bare (floor)', value: `${perSecond(floor)} a second` },
    bounded('… time of a letter against the floor', each / floor, 3),
    {
      what: 'of 10,000 letters, lost and doubled',
      value: `${people - counts.distinct} and ${counts.most - 1}`,
    },
  )
  console.log(`\n${table(lines)}\n`)
})

async function inviteTown(): Promise<number[]> {
  const ada = await addUser(cast.ada)
  const addresses = Array.from({ length: people }, (_, index) => `person${index}@town.example`)
  const { mailIds } = await inviteAll(rowsOf(...addresses), ada, { message: 'See you soon!' }, Date.now())
  return mailIds
}

/** What a letter takes, in ms, when it is written already and nothing is noted: the provider's own time. */
async function sendBare(house: House): Promise<number> {
  const some = await db.query.mails.findMany({ limit: perMessage })
  const claimed = some.map((mail) => ({ ...mail, kind: mail.kind as LetterKind })) // -- all are invitations
  const { written } = await writeLetters(house, await gatherLetters(db, house.keys, claimed), Date.now())
  const letters = written.map(({ letter }) => letter)
  const transport = transportFor(house.env, house.settings)
  const times: number[] = []
  for (let round = 0; round < 10; round++) times.push((await timed(() => transport.send(letters)))[0])
  return median(times) / perMessage
}

async function deliverMetered(house: House, mailIds: number[]): Promise<Line[]> {
  const { db: database, meter } = meteredDatabase()
  for (let from = 0; from < mailIds.length; from += perMessage)
    await deliverMails({ ...house, db: database }, mailIds.slice(from, from + perMessage), Date.now())
  return [
    bounded('D1 rows written per letter that leaves', meter.rowsWritten / mailIds.length, 6),
    bounded(
      'D1 statements per message of a hundred letters',
      meter.statements / (mailIds.length / perMessage),
      20,
    ),
    { what: 'queue operations per letter (write, read, delete)', value: (3 / perMessage).toFixed(2) },
  ]
}

async function deliverThroughQueue(mailIds: number[]): Promise<void> {
  await postMails(env.MAILS, mailIds)
  while ((await waiting()) > 0) await scheduler.wait(50)
}

async function waiting(): Promise<number> {
  const row = await env.DB.prepare(
    "select count(*) as count from mails where state in ('queued', 'sending')",
  ).first<{ count: number }>()
  return row?.count ?? 0
}

function perSecond(ms: number): string {
  return (1000 / ms).toFixed(0)
}
