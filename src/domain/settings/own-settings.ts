import type { Settings } from '#src/env.ts'

/** What administrators may set; null leaves it to the platform. */
export type OwnSettings = {
  /** Days after a mail has left; 0 for no reminder. */
  reminderDays: number | null
  expiryDays: number | null
  mailsPerMinute: number | null
  batchSummary: boolean | null
  replyTo: string | null
}
export type SettingName = keyof OwnSettings

export const settingNames = [
  'reminderDays',
  'expiryDays',
  'mailsPerMinute',
  'batchSummary',
  'replyTo',
] as const satisfies readonly SettingName[]

/** Least and most of each number. */
export const settingLimits = {
  reminderDays: { min: 0, max: 30 },
  expiryDays: { min: 1, max: 365 },
  mailsPerMinute: { min: 1, max: 100_000 },
} as const

/** Whether the reminder comes while the invitation is still open; no reminder always does. */
export function isReminderInTime({ reminderDays, expiryDays }: DaysOf): boolean {
  return reminderDays < expiryDays
}

type DaysOf = Pick<Settings, 'reminderDays' | 'expiryDays'>

/** The days in force when these are set. */
export function daysInForce(own: OwnSettings, given: DaysOf): DaysOf {
  return {
    reminderDays: own.reminderDays ?? given.reminderDays,
    expiryDays: own.expiryDays ?? given.expiryDays,
  }
}
