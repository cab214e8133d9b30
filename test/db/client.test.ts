import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { users } from '#src/db/schema/index.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

it('takes raw statements with parameters into a batch, beside built ones', async () => {
  const max = await addUser(cast.max)
  const [, changed, all] = await db.batch([
    db.run(sql`update users set first_name = ${'Maxime'} where id = ${max.id}`),
    db.all<{ first_name: string }>(sql`select first_name from users where id = ${max.id}`),
    db.select().from(users),
  ])
  expect(changed).toEqual([{ first_name: 'Maxime' }])
  expect(all).toMatchObject([{ firstName: 'Maxime', email: cast.max.email }])
})
