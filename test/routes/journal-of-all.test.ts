import { gt, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { app } from '#src/app.tsx'
import { events } from '#src/db/schema/index.ts'
import { actsOfVisitors } from '#test/support/acts/of-visitors.ts'
import { actsOnBatches } from '#test/support/acts/on-batches.ts'
import { actsOnHouse } from '#test/support/acts/on-house.ts'
import { actsOnInvitations, actsOnLists } from '#test/support/acts/on-invitations.ts'
import { actsOnPeople } from '#test/support/acts/on-people.ts'
import { post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

/** Every form that changes something, done once so that it does change it. */
const acts = {
  ...actsOfVisitors,
  ...actsOnPeople,
  ...actsOnInvitations,
  ...actsOnLists,
  ...actsOnBatches,
  ...actsOnHouse,
}

/** Forms of which the journal has nothing to tell, and why. */
const silent: Record<string, string> = {
  'POST /sign-in': 'begins a session and changes nothing for anybody; wrong passwords are counted, not told',
  'POST /sign-out': 'ends the session of whoever presses it',
  'POST /invitation/code': 'puts a typed code into a cookie, and nothing is written',
  'POST /webhooks/mailchannels/:secret':
    'is no act of a person; each ending of a mail it tells is written by recordReports (test/routes/webhooks.test.ts)',
  'POST /admin/invitations/search': 'looks for what was typed and leads to the list',
  'POST /admin/invitations/count': 'looks at all that match, and keeps nothing',
  'POST /admin/groups/:id/conditions/count': 'counts who would meet conditions, and keeps nothing',
  'POST /admin/batches/address-check': 'looks at addresses while they are typed, and keeps nothing',
  'POST /admin/bulk':
    'writes down a draft, which touches nobody before its confirmation tells who confirmed it',
  'POST /admin/mail/check': 'asks the mail service how the domain stands, and keeps nothing',
  'POST /admin/mail/webhook': 'tells the mail service where to report; nothing of ours is changed',
}

const changing = app.routes
  .filter(({ method, path }) => !['GET', 'HEAD', 'ALL'].includes(method) && !path.endsWith('*'))
  .map(({ method, path }) => `${method} ${path}`)
const names = [...new Set(changing)].toSorted()

describe('the journal', () => {
  it('knows every form that changes something, or why there is nothing to tell', () => {
    expect(Object.keys({ ...acts, ...silent }).toSorted()).toEqual(names)
    expect(Object.keys(acts).filter((name) => name in silent)).toEqual([])
  })

  it.each(Object.entries(acts))('tells of %s', async (_, act) => {
    const ada = await addUser(cast.ada)
    const { path, fields, as, cookie, action } = await act(ada)
    const [before] = await db.select({ id: sql<number>`coalesce(max(id), 0)` }).from(events)
    const answer = await post(path, fields, { as, ...(cookie && { cookie }) })
    // Read to its end, as browsers do: what is streamed is done only then.
    await answer.arrayBuffer()
    expect(answer.status).toBeLessThan(400)
    const written = await db
      .select()
      .from(events)
      .where(gt(events.id, before?.id ?? 0))
      .orderBy(events.id)
    expect(written.map((event) => event.action)).toContain(action)
    const told = written.find((event) => event.action === action)
    if (as) expect(told?.actorId).toBe(ada.id)
    expect(JSON.stringify(told?.details ?? {})).not.toContain('@')
  })
})
