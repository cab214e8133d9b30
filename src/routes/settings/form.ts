import * as v from 'valibot'
import { readAddress } from '#src/domain/invitations/address.ts'
import { type OwnSettings, settingLimits } from '#src/domain/settings/own-settings.ts'
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

const addressOrEmpty = v.pipe(
  v.optional(v.string('settings.errors.address'), ''),
  v.trim(),
  v.check((text) => text === '' || readAddress(text).state === 'valid', 'settings.errors.address'),
  v.transform((text) => (text === '' ? null : text)),
)

/** What is no number is no revision there ever was. */
function revisionOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1
}

export const settingsForm = v.object({
  reminder_days: numberOrEmpty(settingLimits.reminderDays, 'settings.errors.reminder_days'),
  expiry_days: numberOrEmpty(settingLimits.expiryDays, 'settings.errors.expiry_days'),
  mails_per_minute: numberOrEmpty(settingLimits.mailsPerMinute, 'settings.errors.mails_per_minute'),
  batch_summary: v.pipe(
    v.optional(v.unknown(), ''),
    v.transform((value) => value === 'on'),
  ),
  reply_to: addressOrEmpty,
  /** Of the settings that the page showed. */
  revision: v.optional(v.pipe(v.string(), v.transform(revisionOf))),
})
export type SettingsForm = v.InferOutput<typeof settingsForm>

/** A box that says what the platform says anyway leaves it to the platform. */
export function wantedBy(form: SettingsForm, platform: Settings): OwnSettings {
  return {
    reminderDays: form.reminder_days,
    expiryDays: form.expiry_days,
    mailsPerMinute: form.mails_per_minute,
    batchSummary: form.batch_summary === platform.batchSummary ? null : form.batch_summary,
    replyTo: form.reply_to,
  }
}

/** The errors of numbers name their limits. */
export function withLimits(errors: FieldErrors): FieldErrors {
  const limits: Record<string, { min: number; max: number }> = {
    reminder_days: settingLimits.reminderDays,
    expiry_days: settingLimits.expiryDays,
    mails_per_minute: settingLimits.mailsPerMinute,
  }
  const entries = Object.entries(errors)
  return Object.fromEntries(entries.map(([name, error]) => [name, { ...error, values: limits[name] ?? {} }]))
}
