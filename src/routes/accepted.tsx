import { Hono } from 'hono'
import type { App } from '#src/http/context.ts'
import { anyone } from '#src/http/guards.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { AcceptedPage } from '#views/welcome/accepted.tsx'

export const acceptedRoutes = new Hono<App>()

/**
 * The way on to another site goes over a page of ours: a form that is answered with a redirect to elsewhere is stopped by
 * browsers (form-action), and would be again if the other site redirects in its turn.
 */
acceptedRoutes.get(paths.accepted(), anyone(), (c) => {
  const site = c.get('settings').afterAccepting
  if (!site) return goTo(c, paths.home())
  c.header('Refresh', `0; url=${site}`)
  return page(c, <AcceptedPage site={site} />)
})
