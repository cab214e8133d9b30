import { expect, it } from 'vitest'
import { get } from './support/browse.ts'
import { addUser, cast } from './support/cast.ts'

it('answers', async () => {
  const ada = await addUser(cast.ada)
  const r = await get('/nothing', { as: ada, headers: { 'Accept-Language': 'fr' } })
  expect(await r.text()).toContain('<!doctype html><html lang="en">')
  expect(r.status).toBe(404)
})
