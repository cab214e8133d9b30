import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { logFailure } from '#src/log-failure.ts'
import { ErrorPage } from '#views/errors.tsx'
import type { App, AppContext } from './context.ts'
import { page } from './respond.tsx'

export function notFound(c: AppContext) {
  return page(c, <ErrorPage kind="not_found" />, 404)
}

export function forbidden(c: AppContext) {
  return page(c, <ErrorPage kind="forbidden" />, 403)
}

/** A request refused before any work: too large (422 where a list or file was expected, DESIGN 5), too often, no form of ours. */
export function refused(c: Context, status: 413 | 415 | 422 | 429) {
  const kinds = { 413: 'too_large', 422: 'too_large', 415: 'not_a_form', 429: 'too_often' } as const
  if (status === 429) c.header('Retry-After', '60')
  return page(c, <ErrorPage kind={kinds[status]} />, status)
}

/** What must not happen: the log gets all of it under a reference, the person gets the reference. */
export function failed(error: Error, c: Context<App>) {
  if (error instanceof HTTPException && error.status === 403)
    return page(c, <ErrorPage kind="foreign_form" />, 403)
  if (error instanceof HTTPException && error.status === 415) return refused(c, 415)
  const reference = logFailure(`${c.req.method} ${redact(c.req.path)}`, error)
  if (!c.get('words')) return c.text(`Parvis could not start: see the log, reference ${reference}.`, 500)
  return page(c, <ErrorPage kind="failed" reference={reference} />, 500)
}

function redact(path: string): string {
  return path.replace(/^\/(i|u|password\/reset|webhooks\/mailchannels)\/.+/, '/$1/…')
}
