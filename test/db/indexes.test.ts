import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { addUser, cast, db } from '#test/support/cast.ts'
import { inviteTown } from '#test/support/listed-town.ts'
import { addPeople } from '#test/support/panel.ts'

/** Compares each entry of an index with the row it is about; throws where they differ. */
async function check(index: 'invitation_index' | 'user_index') {
  await db.run(
    sql`insert into ${sql.identifier(index)} (${sql.identifier(index)}, rank) values ('integrity-check', 1)`,
  )
}

it('says of each invitation what its row says, however many change at once', async () => {
  await inviteTown(4000)
  await check('invitation_index')
  await db.run(sql`update invitations set reminded_at = 1 where id % 3 = 0`)
  await db.run(sql`update invitation_stops set reason = 'refused' where invitation_id % 2 = 0`)
  await db.run(sql`update mails set state = 'delivered' where id % 4 = 0`)
  await db.run(sql`delete from invitations where id % 11 = 0`)
  await check('invitation_index')
  const [told] = await db.all<{ doc: number }>(
    sql`select doc from invitation_terms where term = ':::is:accepted'`,
  )
  const [found] = await db.all<{ n: number }>(
    sql`select count(*) as n from invitations where accepted_at is not null`,
  )
  expect(told?.doc).toBe(found?.n)
})

it('says of each person what their row says', async () => {
  await addUser(cast.ada)
  await addPeople(500)
  await db.run(sql`update users set deactivated_at = 1 where id % 2 = 0`)
  await db.run(sql`update users set last_name = 'Zoé', locale = 'nl-BE' where id % 3 = 0`)
  await check('user_index')
})
