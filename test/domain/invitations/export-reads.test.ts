import { expect, it } from 'vitest'
import { exportInvitations } from '#src/domain/invitations/export-invitations.ts'
import { addUser, cast, keys } from '#test/support/cast.ts'
import { invite, inviteAlso, now } from '#test/support/invitations.ts'
import { meteredDatabase } from '#test/support/metered.ts'

it('an export reads each invitation once, however many pages of it were read before', async () => {
  const ada = await addUser(cast.ada)
  await inviteAlso(await invite('one@ville.test', { locale: 'fr' }), 7000)
  const { db: metered, meter } = meteredDatabase()
  const asked = { chosen: { filter: { language: 'fr' } }, withCodes: false, language: 'en' }
  const request = { format: 'csv', filter: [], max: 100_000 } as const
  const exported = await exportInvitations(metered, keys, { ...request, ...asked }, ada, now)
  if (exported.outcome !== 'exported') throw new Error(exported.outcome)
  const costs: number[] = []
  for (let before = meter.rowsRead; ; before = meter.rowsRead) {
    const { value: rows } = await exported.pages.next()
    if (!rows) break
    costs.push((meter.rowsRead - before) / rows.length)
  }
  const [first = 0, second = Number.POSITIVE_INFINITY, ...others] = costs
  expect(others).toEqual([])
  expect(second).toBeLessThan(first + 0.1)
})
