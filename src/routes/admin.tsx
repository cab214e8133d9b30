import { Hono } from 'hono'
import { listBatches } from '#src/domain/batches/list-batches.ts'
import { listPausedBatches } from '#src/domain/batches/list-paused-batches.ts'
import { maySeeOverview, maySeePanel } from '#src/domain/users/may.ts'
import { readOverview } from '#src/domain/users/read-overview.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { OverviewPage } from '#views/admin/overview.tsx'

export const adminRoutes = new Hono<App>()

/** How many batches the first page of the panel shows. */
const batchesMax = 5

adminRoutes.get(paths.admin.home(), allow(maySeePanel), async (c) => {
  if (!maySeeOverview(actorOf(c))) return goTo(c, paths.admin.invitations())
  const db = c.get('db')
  const [overview, { rows: batches }, paused] = await Promise.all([
    readOverview(db),
    listBatches(db),
    listPausedBatches(db),
  ])
  return page(c, <OverviewPage overview={overview} batches={batches.slice(0, batchesMax)} paused={paused} />)
})
