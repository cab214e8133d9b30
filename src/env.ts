import * as v from 'valibot'

export type MailsMessage = { mailIds: number[] }
export type SliceMessage = { batchId: number }

/** Everything the worker is given from outside: wrangler.toml binds it, secrets come from the deployment. */
export interface Env {
  DB: D1Database
  MAILS: Queue<MailsMessage>
  SLICES: Queue<SliceMessage>
  LIMITER: RateLimit
  /** The local mailbox; bound only where mail is not really sent. */
  MAILBOX?: KVNamespace
  ORIGIN: string
  PLATFORM_NAME: string
  MAIL_FROM: string
  MAIL_TRANSPORT: string
  FIRST_ADMIN?: string
  SECRET: string
}

const settingsSchema = v.object({
  ORIGIN: v.pipe(
    v.string(),
    v.url(),
    v.regex(/^https?:\/\/[^/]+$/, 'ORIGIN is scheme and host, without a path'),
  ),
  PLATFORM_NAME: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  MAIL_FROM: v.pipe(v.string(), v.email()),
  MAIL_TRANSPORT: v.picklist(['mailbox']),
  FIRST_ADMIN: v.optional(v.pipe(v.string(), v.email())),
  SECRET: v.pipe(v.string(), v.minLength(32, 'SECRET must have at least 32 characters')),
})

export type Settings = {
  /** Scheme and host of this platform; every link in a mail begins with it, never with the Host header. */
  origin: string
  platformName: string
  mailFrom: string
  mailTransport: 'mailbox'
  firstAdmin: string | undefined
  /** Languages a person can have, default first. */
  languages: readonly string[]
  defaultLanguage: string
  timeZone: string
  reminderDays: number
  expiryDays: number
  /** How long the rows of a finished batch are kept, and those of a draft that nobody confirms. */
  batchRetentionDays: number
  draftRetentionDays: number
}

/** The checked settings; throws with the name of what is missing or wrong, so that a bad deployment fails at its first request. */
export function settingsFrom(env: Env): Settings {
  const given = v.parse(settingsSchema, env)
  return {
    origin: given.ORIGIN,
    platformName: given.PLATFORM_NAME,
    mailFrom: given.MAIL_FROM,
    mailTransport: given.MAIL_TRANSPORT,
    firstAdmin: given.FIRST_ADMIN,
    languages: ['en', 'fr', 'nl', 'de', 'es'],
    defaultLanguage: 'en',
    timeZone: 'Europe/Brussels',
    reminderDays: 3,
    expiryDays: 30,
    batchRetentionDays: 30,
    draftRetentionDays: 7,
  }
}
