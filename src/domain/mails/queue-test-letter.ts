import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '../events/event.ts'
import { type TestLetter, testLetterKey, testsOf } from '../letters/test-letter.ts'
import { dayMs } from '../time/day.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import { handoverMs } from './mail.ts'
import { mailsOf } from './mails-of.ts'

/** Most tests that one person sends themselves in 24 hours. */
export const testsPerDay = 10

/** Writes a letter to whoever asks to see it in their own mailbox, unless they have seen enough of them today. */
export async function queueTestLetter(
  db: Database,
  letter: TestLetter,
  actor: Actor,
  now: number,
): Promise<{ outcome: 'queued'; mailIds: number[] } | { outcome: 'too_often' | 'forbidden' }> {
  const { kind, language, batch } = letter
  const mayBeSent = sql`(select count(*) from mails
    where ${mailsOf(testsOf(actor.publicId))} and created_at > ${now - dayMs}) < ${testsPerDay}
    and ${stillHolds(actor)}`
  const event = { at: now, actorId: actor.id, action: 'letter_test_sent', details: { batch } }
  const [, queued] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'letter', subjectId: `${kind}/${language}` }, mayBeSent),
    db.all<{ id: number }>(sql`
      insert into mails (dedupe_key, kind, user_id, address, locale, not_before, created_at)
      select ${testLetterKey(letter, actor.publicId, now)}, ${kind}, ${actor.id}, ${actor.email}, ${language},
        ${now + handoverMs}, ${now}
      where ${mayBeSent} on conflict do nothing returning id`),
  ])
  if (queued.length > 0) return { outcome: 'queued', mailIds: queued.map(({ id }) => id) }
  return { outcome: (await isStillAllowed(db, actor)) ? 'too_often' : 'forbidden' }
}
