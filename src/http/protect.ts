import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { App } from './context.ts'
import { refused } from './errors.tsx'

/** Largest form we read, in bytes: a workbook of 10 MB and its fields. */
const bodyBytesMax = 10.5 * 1024 * 1024

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
  return secureHeaders({
    contentSecurityPolicy: policy,
    strictTransportSecurity: 'max-age=31536000; includeSubDomains',
    xFrameOptions: 'SAMEORIGIN',
    referrerPolicy: 'same-origin',
  })(c, next)
})

/** Only forms change anything, and only our own: other content types are refused, foreign origins too (ASVS 3.5.1–3.5.3). */
export const onlyOwnForms = createMiddleware<App>(async function onlyOwnForms(c, next) {
  if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return next()
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  const isForm = type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data'
  if (!isForm) return refused(c, 415)
  return csrf()(c, next)
})

export const limitBody = bodyLimit({
  maxSize: bodyBytesMax,
  onError: (c) => refused(c, 413),
})

/** A generous cap per door and client, in front of any work (SECURITY-REFERENCE 1.8). */
export const limitRate = createMiddleware<App>(async function limitRate(c, next) {
  if (c.req.method !== 'POST') return next()
  const client = c.req.header('CF-Connecting-IP') ?? 'unknown'
  const { success } = await c.env.LIMITER.limit({ key: `${c.req.path}:${client}` })
  return success ? next() : refused(c, 429)
})
