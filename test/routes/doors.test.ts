import { describe, expect, it } from 'vitest'
import { app } from '#src/app.tsx'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'

type Opens = 'everyone' | 'signed_in' | 'staff' | 'admin'

/** Who may pass each door: the mission's table. A door that is not listed here fails the test. */
const doors: Record<string, Opens> = {
  'GET /health': 'everyone',
  'GET /': 'everyone',
  'POST /language': 'signed_in',
  'GET /sign-in': 'everyone',
  'POST /sign-in': 'everyone',
  'POST /sign-out': 'everyone',
  'GET /register': 'everyone',
  'POST /register': 'everyone',
  'GET /register/sent': 'everyone',
  'GET /password/forgotten': 'everyone',
  'POST /password/forgotten': 'everyone',
  'GET /password/forgotten/sent': 'everyone',
  'GET /password/reset/:token': 'everyone',
  'GET /password/reset': 'everyone',
  'POST /password/reset': 'everyone',
  'GET /i': 'everyone',
  'GET /i/:code': 'everyone',
  'GET /invitation': 'everyone',
  'POST /invitation': 'everyone',
  'GET /invitation/code': 'everyone',
  'POST /invitation/code': 'everyone',
  'GET /invitation/sent': 'everyone',
  'GET /invitation/accepted': 'everyone',
  'GET /invitation/deliveries': 'everyone',
  'POST /invitation/deliveries': 'everyone',
  'POST /invitation/opening': 'everyone',
  'GET /invitation/refusal': 'everyone',
  'POST /invitation/refusal': 'everyone',
  'GET /u/:token': 'everyone',
  'POST /u/:token': 'everyone',
  'POST /webhooks/mailchannels/:secret': 'everyone',
  'GET /mailbox': 'everyone',
  'GET /mailbox.json': 'everyone',
  'GET /mailbox/:id': 'everyone',
  'GET /mailbox/:id/html': 'everyone',
  'GET /admin': 'staff',
  'GET /admin/bulk': 'staff',
  'POST /admin/bulk': 'staff',
  'GET /admin/bulk/:id': 'staff',
  'GET /admin/bulk/:id/confirmation': 'staff',
  'POST /admin/bulk/:id/confirmation': 'staff',
  'GET /admin/bulk/:id/cancellation': 'staff',
  'POST /admin/bulk/:id/cancellation': 'staff',
  'GET /admin/users': 'staff',
  'GET /admin/users/counts': 'staff',
  'GET /admin/users/:id': 'staff',
  'GET /admin/users/:id/role': 'staff',
  'POST /admin/users/:id/role': 'admin',
  'GET /admin/users/:id/deactivation': 'admin',
  'POST /admin/users/:id/deactivation': 'admin',
  'GET /admin/users/:id/activation': 'admin',
  'POST /admin/users/:id/activation': 'admin',
  'GET /admin/users/:id/erasure': 'admin',
  'POST /admin/users/:id/erasure': 'admin',
  'GET /admin/groups': 'admin',
  'POST /admin/groups': 'admin',
  'GET /admin/groups/:id': 'admin',
  'POST /admin/groups/:id': 'admin',
  'GET /admin/groups/:id/members': 'admin',
  'POST /admin/groups/:id/members': 'admin',
  'POST /admin/groups/:id/members/:user/removal': 'admin',
  'GET /admin/groups/:id/members/:user/removal': 'admin',
  'GET /admin/groups/:id/conditions': 'admin',
  'POST /admin/groups/:id/conditions': 'admin',
  'GET /admin/groups/:id/conditions/count': 'admin',
  'POST /admin/groups/:id/conditions/count': 'admin',
  'GET /admin/groups/:id/deletion': 'admin',
  'POST /admin/groups/:id/deletion': 'admin',
  'GET /admin/projects': 'admin',
  'POST /admin/projects': 'admin',
  'GET /admin/projects/:id': 'admin',
  'POST /admin/projects/:id': 'admin',
  'GET /admin/projects/:id/managers': 'admin',
  'POST /admin/projects/:id/managers': 'admin',
  'POST /admin/projects/:id/managers/:user/removal': 'admin',
  'GET /admin/invitations': 'staff',
  'GET /admin/invitations/export': 'admin',
  'POST /admin/invitations/export': 'admin',
  'GET /admin/users/export': 'admin',
  'POST /admin/users/export': 'admin',
  'GET /admin/journal/export': 'admin',
  'POST /admin/journal/export': 'admin',
  'GET /admin/invitations/search': 'staff',
  'POST /admin/invitations/search': 'staff',
  'GET /admin/invitations/count': 'staff',
  'POST /admin/invitations/count': 'staff',
  'GET /admin/invitations/counts': 'staff',
  'GET /admin/invitations/filters': 'staff',
  'GET /admin/invitations/:id': 'staff',
  'GET /admin/invitations/:id/deliveries': 'staff',
  'POST /admin/invitations/:id/deliveries': 'staff',
  'GET /admin/invitations/:id/code': 'staff',
  'POST /admin/invitations/:id/code': 'staff',
  'GET /admin/invitations/:id/paper': 'staff',
  'POST /admin/invitations/:id/paper': 'staff',
  'GET /admin/invitations/:id/address': 'staff',
  'POST /admin/invitations/:id/address': 'staff',
  'GET /admin/suppressions': 'staff',
  'GET /admin/suppressions/lifting': 'admin',
  'POST /admin/suppressions/lifting': 'admin',
  'GET /admin/invitations/:id/extension': 'staff',
  'POST /admin/invitations/:id/extension': 'admin',
  'GET /admin/invitations/:id/new-code': 'staff',
  'POST /admin/invitations/:id/new-code': 'staff',
  'GET /admin/invitations/:id/grant': 'admin',
  'POST /admin/invitations/:id/grant': 'staff',
  'GET /admin/invitations/:id/deletion': 'staff',
  'POST /admin/invitations/:id/deletion': 'staff',
  'GET /admin/batches': 'admin',
  'GET /admin/batches/new': 'admin',
  'POST /admin/batches': 'admin',
  'POST /admin/batches/address-check': 'admin',
  'GET /admin/batches/:id': 'admin',
  'GET /admin/batches/:id/confirmation': 'admin',
  'POST /admin/batches/:id/confirmation': 'admin',
  'GET /admin/batches/:id/cancellation': 'admin',
  'POST /admin/batches/:id/cancellation': 'admin',
  'GET /admin/batches/:id/problems.xlsx': 'admin',
  'GET /admin/batches/:id/codes.xlsx': 'admin',
  'POST /admin/batches/:id/codes.xlsx': 'admin',
  'GET /admin/batches/:id/codes.csv': 'admin',
  'POST /admin/batches/:id/codes.csv': 'admin',
  'GET /admin/batches/:id/paper': 'admin',
  'POST /admin/batches/:id/paper': 'admin',
  'GET /admin/batches/:id/rows/:row': 'admin',
  'POST /admin/batches/:id/rows/:row': 'admin',
  'POST /admin/batches/:id/choices': 'admin',
  'GET /admin/uploads/:id': 'admin',
  'POST /admin/uploads/:id': 'admin',
  'GET /admin/template.xlsx': 'admin',
  'GET /admin/letters-template.xlsx': 'admin',
  'GET /admin/letters': 'admin',
  'GET /admin/letters/:kind/:language': 'admin',
  'POST /admin/letters/:kind/:language': 'admin',
  'GET /admin/letters/:kind/:language/html': 'admin',
  'GET /admin/letters/:kind/:language/test': 'admin',
  'POST /admin/letters/:kind/:language/test': 'admin',
  'GET /admin/batches/:id/letters': 'admin',
  'GET /admin/batches/:id/letters/html': 'admin',
  'GET /admin/batches/:id/letters/test': 'admin',
  'POST /admin/batches/:id/letters/test': 'admin',
  'GET /admin/journal': 'admin',
  'GET /admin/settings': 'admin',
  'POST /admin/settings': 'admin',
  'GET /admin/mail': 'staff',
  'POST /admin/mail/resumption': 'admin',
  'GET /admin/mail/check': 'staff',
  'POST /admin/mail/check': 'admin',
  'POST /admin/mail/webhook': 'admin',
  'POST /admin/mail/failed/:reference/retry': 'admin',
  'POST /admin/mail/retries': 'admin',
  'POST /admin/batches/:id/pause': 'admin',
  'POST /admin/batches/:id/resumption': 'admin',
}

/** What stands on a route before its door: middleware for every path. */
const routes = app.routes.filter(({ path }) => path !== '*' && path !== '/*')
const names = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))]

describe('every door', () => {
  it('names its rule', () => {
    const guarded = routes.filter(({ handler }) => 'rule' in handler)
    const ruled = new Set(guarded.map(({ method, path }) => `${method} ${path}`))
    expect(names.filter((name) => !ruled.has(name))).toEqual([])
  })

  it('has a rule with a name of its own, asked before anything else', () => {
    for (const name of names) {
      const [first] = routes.filter(({ method, path }) => `${method} ${path}` === name)
      expect(first?.handler, name).toHaveProperty('rule', expect.stringMatching(/^(anyone|may[A-Z]\w+)$/))
    }
  })

  it('is in the table of this test', () => {
    expect(names.toSorted()).toEqual(Object.keys(doors).toSorted())
  })

  it.each(['visitor', 'max', 'sam', 'ada'] as const)(
    'lets %s through or not, as the table says',
    async (who) => {
      const as = who === 'visitor' ? undefined : await addUser(cast[who])
      const found: Record<string, string> = {}
      for (const name of names) found[name] = await knock(name, as)
      expect(found).toEqual(
        Object.fromEntries(names.map((name) => [name, expectedAt(doors[name] ?? 'admin', as?.role)])),
      )
    },
  )
})

type Answer = 'in' | 'asked to sign in' | 'forbidden'

async function knock(name: string, as: Awaited<ReturnType<typeof addUser>> | undefined): Promise<string> {
  const [method, path = ''] = name.replaceAll(/:\w+/g, 'nothing').split(' ')
  const answer = method === 'GET' ? await get(path, { as }) : await post(path, {}, { as })
  if (answer.status === 403) return 'forbidden'
  const isAskedIn = answer.status === 303 && answer.headers.get('Location')?.startsWith('/sign-in')
  if (isAskedIn && doors[name] !== 'everyone') return 'asked to sign in'
  return answer.status < 500 ? 'in' : `broken: ${answer.status}`
}

function expectedAt(opens: Opens, role: 'member' | 'support' | 'admin' | undefined): Answer {
  if (opens === 'everyone') return 'in'
  if (!role) return 'asked to sign in'
  const roles = { signed_in: ['member', 'support', 'admin'], staff: ['support', 'admin'], admin: ['admin'] }
  return roles[opens].includes(role) ? 'in' : 'forbidden'
}
