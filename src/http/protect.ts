import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import { paths } from '#src/paths.ts'
import type { App, AppContext } from './context.ts'
import { notFound, refused } from './errors.tsx'
import { networkOf } from './network-of.ts'
import { isWebhookDoor } from './webhook-door.ts'

/** Largest form we read, in bytes; and the largest where lists come in: a workbook of 10 MB and its fields. */
const formBytesMax = 64 * 1024
export const listBytesMax = 10.5 * 1024 * 1024
/** A thousand events of mail. */
const reportBytesMax = 2 * 1024 * 1024

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  frameSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'self'"],
}

/** Headers of every answer (SECURITY-REFERENCE 1.10). Pages are personal: nothing is stored, nothing is indexed. */
export const sendHeaders = createMiddleware<App>(async function sendHeaders(c, next) {
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex')
  await secureHeaders({
    contentSecurityPolicy: policy,
    strictTransportSecurity: 'max-age=31536000; includeSubDomains',
    xFrameOptions: 'SAMEORIGIN',
    referrerPolicy: 'same-origin',
  })(c, next)
  const own = c.get('policy')
  if (own) c.header('Content-Security-Policy', own)
})

/**
 * The doors at which others than our own pages knock. Nothing there depends on who is signed in, so there is nothing to be had by
 * making somebody's browser knock; each asks for a proof of its own instead.
 */
const doorsOfOthers = [
  /** Mail programs, which have no origin (RFC 8058); the token says for whom. */
  { isAt: isWayOut, takesForms: true },
  /** The provider, which reports in JSON under an address that nobody else knows, and signs. */
  { isAt: isWebhook, takesForms: false },
]

/** Only forms change anything, and only our own: other content types are refused, foreign origins too (ASVS 3.5.1–3.5.3). */
export const onlyOwnForms = createMiddleware<App>(async function onlyOwnForms(c, next) {
  if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return next()
  const door = doorsOfOthers.find(({ isAt }) => isAt(c.req.path))
  if (door?.takesForms === false) return next()
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  const isForm = type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data'
  if (!isForm) return refused(c, 415)
  return door ? next() : csrf()(c, next)
})

function isWayOut(path: string): boolean {
  return path.startsWith(paths.wayOut(''))
}

function isWebhook(path: string): boolean {
  return path.startsWith(paths.webhook(''))
}

/**
 * Strangers may post little: what they send is read, cleaned and shown again. Where lists and files come in, the door has a
 * limit of its own (routes/batches/limit-list.ts), so that the form comes back.
 */
export const limitBody = createMiddleware<App>(async function limitBody(c, next) {
  if (c.req.path === paths.admin.batches()) return next()
  if (isWebhook(c.req.path)) return bodyLimit({ maxSize: reportBytesMax, onError: refuseReport })(c, next)
  const takesLists = c.req.path === paths.admin.addressCheck()
  const maxSize = takesLists ? listBytesMax : formBytesMax
  return bodyLimit({ maxSize, onError: () => refused(c, takesLists ? 422 : 413) })(c, next)
})

/** Where nobody reports there is no door either. */
function refuseReport(c: AppContext) {
  return isWebhookDoor(c) ? c.body(null, 413) : notFound(c)
}

/**
 * A generous cap per door and client, in front of any work (SECURITY-REFERENCE 1.8). Opening codes counts like posting: that is
 * where they could be guessed; so does opening ways out.
 */
export const limitRate = createMiddleware<App>(async function limitRate(c, next) {
  const { method, path } = c.req
  // Thousands of mails are reported about in a minute.
  if (isWebhook(path) && isWebhookDoor(c)) return next()
  // The list follows while staff type; nothing is to be guessed there that they may not see.
  if (path === paths.admin.invitationSearch() && c.get('actor')) return next()
  const door = openDoor(path) ?? (method === 'POST' ? path : codeDoor(path))
  if (!door) return next()
  const { success } = await c.env.LIMITER.limit({ key: `${door}:${networkOf(c)}` })
  return success ? next() : refused(c, 429)
})

/** Whatever the secret in the address, it is one door. */
function openDoor(path: string): string | undefined {
  return [paths.wayOut(''), paths.webhook('')].find((door) => path.startsWith(door))
}

/** Whatever the code, all links are one door, and the page they lead to is another. */
function codeDoor(path: string): string | undefined {
  return [paths.code(''), paths.invitation()].find((door) => path.startsWith(door))?.concat(':open')
}
