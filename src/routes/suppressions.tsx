import { Hono } from 'hono'
import { readAddress } from '#src/domain/invitations/address.ts'
import { type Asked, findSuppression } from '#src/domain/suppressions/find-suppression.ts'
import { liftSuppression } from '#src/domain/suppressions/lift-suppression.ts'
import { listSuppressions } from '#src/domain/suppressions/list-suppressions.ts'
import { mayLiftSuppressions, maySeeSuppressions } from '#src/domain/suppressions/may.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { pastedAddress } from '#src/http/pasted-address.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { LiftingPage } from '#views/suppressions/lifting.tsx'
import { type SuppressionSearch, SuppressionsPage } from '#views/suppressions/list.tsx'

export const suppressionsRoutes = new Hono<App>()

/** No address is longer with a name before it. */
const typedMax = 500

suppressionsRoutes.get(paths.admin.suppressions(), allow(maySeeSuppressions), async (c) => {
  const { after, before } = readListQuery(c)
  const typed = pastedAddress((c.req.query('q') ?? '').slice(0, typedMax))
  const search = await searchFor(c, typed)
  const { db, keys } = c.var
  const list = search.state === 'none' ? await listSuppressions(db, keys, { after, before }) : { rows: [] }
  return page(c, <SuppressionsPage {...list} typed={typed} search={search} />)
})

suppressionsRoutes.get(paths.admin.suppressionLifting(), allow(mayLiftSuppressions), async (c) => {
  const { address } = c.req.query()
  const asked = askedBy(address, c.req.query('hash'))
  const found = asked && (await findSuppression(c.get('db'), c.get('keys'), asked))
  return found ? page(c, <LiftingPage found={found} address={address || undefined} />) : notFound(c)
})

suppressionsRoutes.post(paths.admin.suppressionLifting(), allow(mayLiftSuppressions), async (c) => {
  const { address, address_hash: hash } = await readBody(c)
  const asked = askedBy(address, hash)
  if (!asked) return notFound(c)
  const lifted = await liftSuppression(c.get('db'), c.get('keys'), asked, actorOf(c), c.get('now'))
  if (lifted.outcome === 'forbidden') return forbidden(c)
  if (lifted.outcome !== 'lifted') return notFound(c)
  leaveFlash(c, 'suppression_lifted')
  return goTo(c, lifted.invitation ? paths.admin.invitation(lifted.invitation) : paths.admin.suppressions())
})

async function searchFor(c: AppContext, typed: string): Promise<SuppressionSearch> {
  if (typed === '') return { state: 'none' }
  const read = readAddress(typed)
  if (read.state === 'invalid') return { state: 'invalid' }
  const found = await findSuppression(c.get('db'), c.get('keys'), read)
  return found ? { state: 'found', found, address: read.address } : { state: 'free' }
}

/** Which suppression is meant: that of an address, or that of a hash. */
function askedBy(address: unknown, hash: unknown): Asked | undefined {
  const read = typeof address === 'string' ? readAddress(address) : undefined
  if (read?.state === 'valid') return { emailKey: read.emailKey }
  return typeof hash === 'string' && hash !== '' ? { hash } : undefined
}
