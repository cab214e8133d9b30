import * as v from 'valibot'
import { outgoingAddress, readAddress } from '#src/domain/invitations/address.ts'
import { type OwnSettings, settingLengths, settingLimits } from '#src/domain/settings/own-settings.ts'
import { cleanLine, cleanText, lengthOf } from '#src/domain/text/clean.ts'
import type { Settings } from '#src/env.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import type { WordKey } from '#views/words/index.ts'

/** A whole number, or empty for the platform's own. People write 1 000 as well as 1000. */
function numberOrEmpty({ min, max }: { min: number; max: number }, wrong: WordKey) {
  return v.pipe(
    v.optional(v.string(wrong), ''),
    v.transform((text) => text.replace(/\s/g, '')),
    v.regex(/^\d{0,9}$/, wrong),
    v.transform((digits) => (digits === '' ? null : Number(digits))),
    v.check((number) => number === null || (number >= min && number <= max), wrong),
  )
}

/** A text, cleaned; empty for the platform's own. */
function textOrEmpty(clean: (text: string) => string, max: number, wrong: WordKey) {
  return v.pipe(
    v.optional(v.string(wrong), ''),
    v.transform(clean),
    v.check((text) => lengthOf(text) <= max && text.split('\n').length <= linesMax, wrong),
    v.transform((text) => text || null),
  )
}

const linesMax = 2

function addressOrEmpty(wrong: WordKey) {
  return v.pipe(
    v.optional(v.string(wrong), ''),
    v.trim(),
    v.check((text) => text === '' || readAddress(text).state === 'valid', wrong),
    v.transform((text) => text || null),
  )
}

const siteOrEmpty = v.pipe(
  v.optional(v.string('settings.errors.after_accepting'), ''),
  v.trim(),
  v.check((text) => text === '' || siteOf(text) !== null, 'settings.errors.after_accepting'),
  v.transform((text) => siteOf(text)),
)

/** A page of another site, as browsers write it: encrypted, and without a password in it. */
function siteOf(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'https:' || url.username || url.password) return null
  return url.href.length <= settingLengths.afterAccepting ? url.href : null
}

/** Null where the form has no such boxes; none of them ticked is an empty list, thanks to a hidden field. */
const ticked = v.pipe(
  v.nullish(v.union([v.string(), v.array(v.string())]), null),
  v.transform((given) => (given === null ? null : [given].flat().filter(Boolean))),
)

/** What is no number is no revision there ever was. */
function revisionOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1
}

/** The languages offered are those of the platform. */
export function settingsForm({ languages }: Pick<Settings, 'languages'>) {
  const isSpoken = (tag: string) => languages.includes(tag)
  return v.object({
    platform_name: textOrEmpty(cleanLine, settingLengths.platformName, 'settings.errors.platform_name'),
    support_contact: textOrEmpty(cleanText, settingLengths.supportContact, 'settings.errors.support_contact'),
    languages: v.pipe(
      ticked,
      v.check(
        (tags) => tags === null || (tags.length > 0 && tags.every(isSpoken)),
        'settings.errors.languages',
      ),
      v.transform((tags) => tags && languages.filter((tag) => tags.includes(tag))),
    ),
    default_language: v.pipe(
      v.optional(v.string('settings.errors.default_language'), ''),
      v.check((tag) => tag === '' || isSpoken(tag), 'settings.errors.default_language'),
      v.transform((tag) => tag || null),
    ),
    registration: v.nullish(v.picklist(['open', 'closed'], 'settings.errors.registration'), null),
    after_accepting: siteOrEmpty,
    expiry_days: numberOrEmpty(settingLimits.expiryDays, 'settings.errors.expiry_days'),
    reminder_days: numberOrEmpty(settingLimits.reminderDays, 'settings.errors.reminder_days'),
    retention_days: numberOrEmpty(settingLimits.retentionDays, 'settings.errors.retention_days'),
    sender_name: textOrEmpty(cleanLine, settingLengths.senderName, 'settings.errors.sender_name'),
    mail_from: addressOrEmpty('settings.errors.mail_from'),
    reply_to: addressOrEmpty('settings.errors.reply_to'),
    mails_per_minute: numberOrEmpty(settingLimits.mailsPerMinute, 'settings.errors.mails_per_minute'),
    batch_summary: v.pipe(
      v.optional(v.unknown(), ''),
      v.transform((value) => value === 'on'),
    ),
    /** Of the settings that the page showed. */
    revision: v.optional(v.pipe(v.string(), v.transform(revisionOf))),
  })
}
export type SettingsForm = v.InferOutput<ReturnType<typeof settingsForm>>

/** What says what the platform says anyway is left to the platform. */
export function wantedBy(form: SettingsForm, platform: Settings): OwnSettings {
  const { languages, default_language, registration, batch_summary, mail_from } = form
  const isAsGiven = String(languages) === String(platform.languages)
  return {
    platformName: form.platform_name,
    supportContact: form.support_contact,
    languages: isAsGiven ? null : languages,
    defaultLanguage: default_language === platform.defaultLanguage ? null : default_language,
    senderName: form.sender_name,
    mailFrom: mail_from && outgoingAddress(mail_from),
    replyTo: form.reply_to,
    registration: registration === platform.registration ? null : registration,
    afterAccepting: form.after_accepting,
    expiryDays: form.expiry_days,
    reminderDays: form.reminder_days,
    mailsPerMinute: form.mails_per_minute,
    batchSummary: batch_summary === platform.batchSummary ? null : batch_summary,
    retentionDays: form.retention_days,
  }
}

const limits: Record<string, { min?: number; max: number }> = {
  platform_name: { max: settingLengths.platformName },
  sender_name: { max: settingLengths.senderName },
  support_contact: { max: settingLengths.supportContact },
  after_accepting: { max: settingLengths.afterAccepting },
  reminder_days: settingLimits.reminderDays,
  expiry_days: settingLimits.expiryDays,
  retention_days: settingLimits.retentionDays,
  mails_per_minute: settingLimits.mailsPerMinute,
}

/** The errors name their limits. */
export function withLimits(errors: FieldErrors): FieldErrors {
  const entries = Object.entries(errors)
  return Object.fromEntries(entries.map(([name, error]) => [name, { ...error, values: limits[name] ?? {} }]))
}
