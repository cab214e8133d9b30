import { expect, it } from 'vitest'
import { paths } from '#src/paths.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { addGroup } from '#test/support/panel.ts'

it('the panel greets an administrator with what happened last', async () => {
  const ada = await addUser(cast.ada)
  await addUser(cast.max)
  await addGroup('Quartier A')
  const text = await (await get(paths.admin.home(), { as: ada })).text()
  expect(text).toContain('Welcome, Ada')
  expect(text).toContain('Nobody has been invited yet')
  expect(text).toContain('Max O’Brien')
  expect(text).toContain(`href="${paths.admin.newBatch()}"`)
})

it('the panel sends support to the invitations', async () => {
  const answer = await get(paths.admin.home(), { as: await addUser(cast.sam) })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('Location')).toBe(paths.admin.invitations())
})

it('the panel is closed to members', async () => {
  expect((await get(paths.admin.home(), { as: await addUser(cast.max) })).status).toBe(403)
})
