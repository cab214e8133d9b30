import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { batches, letterTexts, mails } from '#src/db/schema/index.ts'
import { testLetterKey } from '#src/domain/letters/test-letter.ts'
import type { ClaimedMail } from '#src/domain/mails/claim-mails.ts'
import { gatherLetters } from '#src/domain/mails/gather-letters.ts'
import { type LetterKind, letterKinds } from '#src/domain/mails/mail.ts'
import { mailReference } from '#src/domain/mails/mail-reference.ts'
import { isWayOut } from '#src/domain/mails/way-out.ts'
import { paths } from '#src/paths.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { deliver, lettersTo } from '#test/support/mailbox.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addBatchWith, addInvitation, mailOf, queueAccountMail, queueMailOf } from '#test/support/outbox.ts'

async function claimed(id: number): Promise<ClaimedMail> {
  const mail = await mailOf(id)
  if (!letterKinds.some((kind) => kind === mail.kind)) throw new Error(mail.kind)
  return { ...mail, kind: mail.kind as LetterKind } // -- just looked
}

const gather = async (...ids: number[]) => gatherLetters(db, keys, await Promise.all(ids.map(claimed)))

it('gives an invitation its way out, its reference and its code', async () => {
  const vera = await addInvitation()
  const id = await queueMailOf(vera)
  const [facts] = await gather(id)
  expect(facts).toMatchObject({ kind: 'invitation', reference: mailReference(keys, id), code: vera.code })
  if (facts?.kind !== 'invitation') throw new Error('no invitation')
  expect(isWayOut(keys, facts.wayOut, vera.publicId, 'vera@parvis.test')).toBe(true)
})

it('asks once for all, with the texts of these kinds alone', async () => {
  await db.insert(letterTexts).values([
    { key: 'invitation/fr/button', text: 'Entrez', updatedAt: 1 },
    { key: 'invitation0', text: 'no', updatedAt: 1 },
    { key: 'reminder/fr/button', text: 'Entrez enfin', updatedAt: 1 },
  ])
  const max = await addUser(cast.max)
  const mails = await Promise.all(
    [await queueMailOf(await addInvitation()), await queueAccountMail(max, 'account_exists')].map(claimed),
  )
  const { db: metered, meter } = meteredDatabase()
  const letters = await gatherLetters(metered, keys, mails)
  expect(letters.map(({ kind }) => kind)).toEqual(['invitation', 'account_exists'])
  expect([...(letters[0]?.texts ?? [])]).toEqual([['invitation/fr/button', 'Entrez']])
  expect(meter.statements).toBe(3)
})

it('finds the batch of a summary by its key, with what came of it', async () => {
  const ada = await addUser(cast.ada)
  const id = await addBatchWith('Hello', ada)
  const counts = { invitedCount: 3, renewedCount: 1, addedCount: 2, unchangedCount: 4, skippedCount: 5 }
  const [batch] = await db
    .update(batches)
    .set({ ...counts, fileName: 'list.xlsx', counts: { problem: 6 } })
    .where(eq(batches.id, id))
    .returning()
  const mail = await queueAccountMail(ada, 'batch_done')
  await db
    .update(mails)
    .set({ dedupeKey: `${batch?.publicId}/batch_done/1` })
    .where(eq(mails.id, mail))
  expect(await gather(mail)).toMatchObject([
    {
      ...{ kind: 'batch_done', firstName: 'Ada' },
      batch: {
        ...{
          publicId: batch?.publicId,
          source: 'addresses',
          fileName: 'list.xlsx',
          invited: 3,
          renewed: 1,
          added: 2,
        },
        ...{ unchanged: 4, skipped: 5, leftOut: 6 },
      },
    },
  ])
  await deliver([mail])
  const [letter] = await lettersTo('ada@parvis.test')
  expect(letter?.subject).toBe('Your batch is done: 3 people invited')
  expect(letter?.text).toContain(paths.admin.batch(batch?.publicId ?? ''))
})

it('writes a test of any kind from samples: nothing in it opens anything', async () => {
  const max = await addUser(cast.max)
  const batchId = await addBatchWith('Hello from the batch', max)
  const batch = await db.get<{ public_id: string }>(sql`select public_id from batches where id = ${batchId}`)
  const queueTest = async (kind: LetterKind, of: string | null, now: number) => {
    const id = await queueAccountMail(max, kind, now)
    const dedupeKey = testLetterKey({ batch: of, kind, language: 'nl' }, max.publicId, now)
    await db.update(mails).set({ dedupeKey, locale: 'nl' }).where(eq(mails.id, id))
    return id
  }
  const ids = []
  for (const [index, kind] of letterKinds.entries()) ids.push(await queueTest(kind, null, index + 1))
  ids.push(await queueTest('invitation', batch.public_id, 99))
  await deliver(ids)
  const letters = (await lettersTo('max@parvis.test')).toReversed()
  expect(letters).toHaveLength(letterKinds.length + 1)
  for (const { subject, text } of letters) {
    expect(subject).toMatch(/^Test: /)
    expect(text).toMatch(/^Dit is een test/)
  }
  expect(letters[0]?.text).toContain('Beste buren')
  expect(letters.at(-1)?.text).toContain('Hello from the batch')
  expect(letters[0]?.text).toContain('nodigt je uit')
  expect(await db.all(sql`select * from verifications`)).toEqual([])
})
