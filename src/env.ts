import * as v from 'valibot'

/** `at`: as of when the clock found them due; scheduled work may be told another time than it is. */
export type MailsMessage = { mailIds: number[]; at?: number }
/** What is to be moved on by a slice. */
export type SliceMessage = { batchId: number } | { bulkActionId: number }

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
  /** Where answers to letters go, until an administrator says otherwise; without it, to MAIL_FROM. */
  MAIL_REPLY_TO?: string
  /** MailChannels: the secret key, the account (its customer handle), the selector of the DKIM key, and where its API is. */
  MAILCHANNELS_KEY?: string
  MAILCHANNELS_ACCOUNT?: string
  MAILCHANNELS_DKIM_SELECTOR?: string
  MAILCHANNELS_URL?: string
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
  MAIL_REPLY_TO: v.optional(v.pipe(v.string(), v.email())),
  MAIL_TRANSPORT: v.picklist(['mailbox', 'mailchannels']),
  FIRST_ADMIN: v.optional(v.pipe(v.string(), v.email())),
  SECRET: v.pipe(v.string(), v.minLength(32, 'SECRET must have at least 32 characters')),
})

const mailChannelsSchema = v.object({
  MAILCHANNELS_KEY: v.pipe(v.string(), v.minLength(1)),
  MAILCHANNELS_ACCOUNT: v.pipe(v.string(), v.minLength(1)),
  MAILCHANNELS_DKIM_SELECTOR: v.optional(v.string()),
  MAILCHANNELS_URL: v.optional(v.pipe(v.string(), v.url()), 'https://api.mailchannels.net'),
})

export type MailChannelsAccount = {
  key: string
  /** The customer handle, which every webhook names. */
  account: string
  dkimSelector: string | undefined
  baseUrl: string
}

export type Settings = {
  /** Scheme and host of this platform; every link in a mail begins with it, never with the Host header. */
  origin: string
  platformName: string
  /** The name and the address that letters come from. */
  senderName: string
  mailFrom: string
  mailTransport: 'mailbox' | 'mailchannels'
  /** Only with that transport. */
  mailChannels: MailChannelsAccount | undefined
  replyTo: string | undefined
  firstAdmin: string | undefined
  /** Languages a person can have, default first. */
  languages: readonly string[]
  defaultLanguage: string
  timeZone: string
  /** Days between a mail and its reminder; 0 for none. */
  reminderDays: number
  expiryDays: number
  /** Most mails that leave in a minute; the local mailbox has no such limit. */
  mailsPerMinute: number
  /** Whether whoever confirmed a batch gets a mail when it is done. */
  batchSummary: boolean
  /** How long the rows of a finished batch are kept, and those of a draft that nobody confirms. */
  batchRetentionDays: number
  draftRetentionDays: number
  /** Whom invitees may ask, in the administrators' words. */
  supportContact: string | undefined
  /** Whether people may register without an invitation. */
  registration: 'open' | 'closed'
  /** Where people go after accepting; undefined for our own page. */
  afterAccepting: string | undefined
}

/** What the deployment says; administrators' own settings come on top (domain/settings/read-settings.ts). Throws with the name of what is missing or wrong, so that a bad deployment fails at its first request. */
export function settingsFrom(env: Env): Settings {
  const given = v.parse(settingsSchema, env)
  return {
    origin: given.ORIGIN,
    platformName: given.PLATFORM_NAME,
    senderName: given.PLATFORM_NAME,
    mailFrom: given.MAIL_FROM,
    mailTransport: given.MAIL_TRANSPORT,
    mailChannels: given.MAIL_TRANSPORT === 'mailchannels' ? mailChannelsFrom(env) : undefined,
    replyTo: given.MAIL_REPLY_TO,
    firstAdmin: given.FIRST_ADMIN,
    languages: ['en', 'fr', 'nl', 'de', 'es'],
    defaultLanguage: 'en',
    timeZone: 'Europe/Brussels',
    reminderDays: 3,
    expiryDays: 30,
    mailsPerMinute: 1000,
    batchSummary: true,
    batchRetentionDays: 30,
    draftRetentionDays: 7,
    supportContact: undefined,
    registration: 'open',
    afterAccepting: undefined,
  }
}

function mailChannelsFrom(env: Env): MailChannelsAccount {
  const given = v.parse(mailChannelsSchema, env)
  return {
    key: given.MAILCHANNELS_KEY,
    account: given.MAILCHANNELS_ACCOUNT,
    dkimSelector: given.MAILCHANNELS_DKIM_SELECTOR,
    baseUrl: given.MAILCHANNELS_URL,
  }
}
