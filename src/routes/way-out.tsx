import { Hono } from 'hono'
import * as v from 'valibot'
import { findWayOut, type Way, type WayOut } from '#src/domain/invitations/find-way-out.ts'
import { refuseInvitation, unsubscribe } from '#src/domain/invitations/refuse-invitation.ts'
import { refusalNoteMax } from '#src/domain/invitations/stop.ts'
import { cleanText, lengthOf } from '#src/domain/text/clean.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { anyone } from '#src/http/guards.ts'
import { openCode } from '#src/http/kept-code.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { LeavingPage } from '#views/welcome/leaving.tsx'
import { GonePage, LeftPage, NothingMorePage, UnknownWayPage } from '#views/welcome/way-out.tsx'

/** "I do not want this": by the link of a letter, without cookie, origin or login, and by the code that was opened. */
export const wayOutRoutes = new Hono<App>()

wayOutRoutes.get(paths.wayOut(':token'), anyone(), async (c) => {
  const token = c.req.param('token') ?? ''
  return wayOutPage(c, await find(c, { token }), paths.wayOut(token))
})

/** Whatever the invitation has become, a mail program gets the same short answer and no redirect (RFC 8058). */
wayOutRoutes.post(paths.wayOut(':token'), anyone(), async (c) => {
  const token = c.req.param('token') ?? ''
  const { 'List-Unsubscribe': oneClick } = await readBody(c)
  if (!isOneClick(oneClick)) return refuse(c, { token }, paths.wayOut(token))
  const { outcome } = await unsubscribe(c.get('db'), c.get('keys'), { token }, c.get('now'))
  return outcome === 'unknown' ? c.text('Unknown', 404) : c.text('Done')
})

/** Some programs end the body with a line break, or write it in small letters: that says no more than they were asked to say. */
function isOneClick(said: unknown): boolean {
  return typeof said === 'string' && said.trim().toLowerCase() === 'one-click'
}

wayOutRoutes.get(paths.invitationRefusal(), anyone(), async (c) => {
  const way = keptWay(c)
  const found: WayOut = way ? await find(c, way) : { state: 'unknown' }
  if (found.state !== 'open') return goTo(c, paths.invitation())
  return page(c, <LeavingPage invitation={found.invitation} action={paths.invitationRefusal()} />)
})

wayOutRoutes.post(paths.invitationRefusal(), anyone(), async (c) => {
  const way = keptWay(c)
  if (!way) return goTo(c, paths.invitation())
  const found = await find(c, way)
  if ('invitation' in found && !(await isShown(c, found.invitation.publicId)))
    return goTo(c, paths.invitationRefusal())
  return refuse(c, way, paths.invitationRefusal(), paths.invitation())
})

const refusalForm = v.object({
  reason: v.optional(
    v.pipe(
      v.fallback(v.string(), ''),
      v.transform(cleanText),
      v.check((text) => lengthOf(text) <= refusalNoteMax, 'welcome.refusal.reason_long'),
    ),
    '',
  ),
})

/** Refuses, and shows at the address where it was asked, or at `next`, what has become of it. */
async function refuse(c: AppContext, way: Way, action: string, next = action) {
  const form = await readForm(c, refusalForm)
  if (!form.isValid) return refuseLongReason(c, way, action, form)
  const note = form.values.reason || null
  const { outcome } = await refuseInvitation(c.get('db'), c.get('keys'), way, note, c.get('now'))
  return outcome === 'unknown' && 'token' in way ? page(c, <UnknownWayPage />, 404) : goTo(c, next)
}

type Refused = Extract<Awaited<ReturnType<typeof readForm<typeof refusalForm>>>, { isValid: false }>

async function refuseLongReason(c: AppContext, way: Way, action: string, { errors, given }: Refused) {
  const found = await find(c, way)
  if (found.state !== 'open') return wayOutPage(c, found, action)
  const reason = typeof given.reason === 'string' ? given.reason : ''
  return page(
    c,
    <LeavingPage invitation={found.invitation} action={action} reason={reason} errors={errors} />,
    422,
  )
}

function wayOutPage(c: AppContext, found: WayOut, action: string) {
  switch (found.state) {
    case 'unknown':
      return page(c, <UnknownWayPage />, 404)
    case 'open':
      return page(c, <LeavingPage invitation={found.invitation} action={action} />)
    case 'refused':
      return page(c, <LeftPage invitation={found.invitation} />)
    case 'accepted':
      return page(c, <NothingMorePage />)
    case 'gone':
      return page(c, found.isSettled ? <LeftPage /> : <GonePage action={action} />)
  }
}

function find(c: AppContext, way: Way): Promise<WayOut> {
  return findWayOut(c.get('db'), c.get('keys'), way, c.get('now'))
}

function keptWay(c: AppContext): Way | undefined {
  const code = openCode(c)
  return code === undefined ? undefined : { code }
}

/** Whether the form is that of this invitation: the cookie holds the last link opened, perhaps in another tab. */
async function isShown(c: AppContext, publicId: string): Promise<boolean> {
  const { invitation = publicId } = await readBody(c)
  if (invitation !== publicId) leaveFlash(c, 'other_invitation')
  return invitation === publicId
}
