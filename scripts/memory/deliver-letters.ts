// Hands letters of a confirmed batch to the fake provider, message by message as the queue brings them, and says how much memory
// that took at most. The texts are as long as real ones, but written beforehand: Node
// does not read the components that write them.
import { openDatabase } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { gatherLetters } from '#src/domain/mails/gather-letters.ts'
import type { LetterFacts } from '#src/domain/mails/letter-facts.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { keysFrom } from '#src/keys.ts'
import type { Letter } from '#src/mail/letter.ts'
import { createMailChannels } from '#src/mail/mailchannels.ts'
import { furnish, secret, settingsOf, used } from './furnish.ts'
import { sqliteD1 } from './sqlite-d1.ts'

const [, , url = '', people = '0'] = process.argv
const perMessage = 100
const before = used()
let peak = before
const d1 = sqliteD1(look)
const db = openDatabase(d1)
const keys = keysFrom(secret)
const settings = {
  ...settingsOf({
    ...{ MAIL_TRANSPORT: 'mailchannels', MAILCHANNELS_KEY: 'fake-key', MAILCHANNELS_ACCOUNT: 'fakeaccount' },
    MAILCHANNELS_URL: url,
  }),
  ...{ mailsPerMinute: 1_000_000, batchSummary: false },
}
await furnish(d1, db)
const mailIds = await invite(Number(people))
peak = used()
const begin = performance.now()
const count = await deliver(mailIds)
const ms = Math.round(performance.now() - begin)
console.log(JSON.stringify({ count, ms, file: 0, before, peak, rss: 0 }))

function look(): void {
  peak = Math.max(peak, used())
}

async function invite(count: number): Promise<number[]> {
  const [ada] = await db.select().from(users)
  if (!ada) throw new Error('Nobody is there to invite.')
  const rows = Array.from({ length: count }, (_, row) => ({
    row: row + 1,
    values: { email: `p${row}@town.test` },
  }))
  const options = {
    ...{ admin: false, groups: [], projects: [], language: 'en', message: 'See you soon!' },
    ...{ existing: 'leave' as const, codes: false },
  }
  const batch = { source: 'addresses' as const, rows: rowSourceOf(rows), options }
  const drafted = await draftBatch(db, keys, batch, ada, settings, Date.now())
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  const decision = { leaveOut: false, grantAdmin: false }
  const confirmed = await confirmBatch(db, drafted.publicId, decision, ada, Date.now())
  if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome)
  const ids: number[] = []
  for (;;) {
    const slice = await runSlice(db, confirmed.batchId, settings, Date.now())
    ids.push(...slice.mailIds)
    if (slice.state !== 'more') return ids
  }
}

async function deliver(ids: readonly number[]): Promise<number> {
  const transport = createMailChannels(settings.mailChannels ?? fail(), settings)
  let sent = 0
  for (let from = 0; from < ids.length; from += perMessage) {
    const claimed = await claimMails(db, ids.slice(from, from + perMessage), settings, Date.now())
    const facts = await gatherLetters(db, keys, claimed)
    const answers = await transport.send(facts.map(letterOf))
    const attempts = facts.flatMap(({ mail }, index) => {
      const delivery = answers[index]
      return delivery ? [{ mail, delivery }] : []
    })
    await recordDeliveries(db, attempts, settings, Date.now())
    sent += answers.filter(({ outcome }) => outcome === 'sent').length
    look()
  }
  return sent
}

function letterOf({ mail, reference }: LetterFacts): Letter {
  return {
    ...{ mailId: mail.id, reference, kind: mail.kind, to: mail.address, locale: mail.locale, at: 0 },
    ...{ from: { name: 'Parvis', address: settings.mailFrom }, replyTo: undefined, headers: {} },
    ...{ subject: 'An invitation', text: 'x'.repeat(1500), html: 'x'.repeat(12_000) },
  }
}

function fail(): never {
  throw new Error('There is no provider to write through.')
}
