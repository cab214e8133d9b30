import { Hono } from 'hono'
import { readAttention } from '#src/domain/overview/read-attention.ts'
import { readHelped } from '#src/domain/overview/read-helped.ts'
import { readLatest } from '#src/domain/overview/read-latest.ts'
import { maySeeOverview, maySeePanel } from '#src/domain/users/may.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { OverviewPage } from '#views/admin/overview.tsx'
import { SupportPage } from '#views/admin/support.tsx'

export const adminRoutes = new Hono<App>()

adminRoutes.get(paths.admin.home(), allow(maySeePanel), (c) =>
  maySeeOverview(actorOf(c)) ? showOverview(c) : showSupport(c),
)

async function showOverview(c: AppContext) {
  const [db, now] = [c.get('db'), c.get('now')]
  const isReported = c.get('settings').mailTransport === 'mailchannels'
  const [attention, latest] = await Promise.all([readAttention(db, isReported, now), readLatest(db)])
  return page(c, <OverviewPage attention={attention} latest={latest} />)
}

async function showSupport(c: AppContext) {
  return page(c, <SupportPage helped={await readHelped(c.get('db'), actorOf(c).id)} />)
}
