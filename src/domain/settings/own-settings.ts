import type { Settings } from '#src/env.ts'

/** What administrators may set; null leaves it to the platform. */
export type OwnSettings = {
  platformName: string | null
  supportContact: string | null
  /** At least one of those the platform speaks, in its order. */
  languages: readonly string[] | null
  defaultLanguage: string | null
  /** Without it, letters come from the name of the platform. */
  senderName: string | null
  mailFrom: string | null
  replyTo: string | null
  registration: Settings['registration'] | null
  afterAccepting: string | null
  expiryDays: number | null
  /** Days after a mail has left; 0 for no reminder. */
  reminderDays: number | null
  mailsPerMinute: number | null
  batchSummary: boolean | null
  retentionDays: number | null
}
export type SettingName = keyof OwnSettings

/** In the order of the page. */
const settingNames = [
  'platformName',
  'supportContact',
  'languages',
  'defaultLanguage',
  'registration',
  'afterAccepting',
  'expiryDays',
  'reminderDays',
  'retentionDays',
  'senderName',
  'mailFrom',
  'replyTo',
  'mailsPerMinute',
  'batchSummary',
] as const satisfies readonly SettingName[]

/** Least and most of each number. */
export const settingLimits = {
  reminderDays: { min: 0, max: 30 },
  expiryDays: { min: 1, max: 365 },
  mailsPerMinute: { min: 1, max: 100_000 },
  retentionDays: { min: 1, max: 365 },
} as const

/** Most characters of each text. */
export const settingLengths = {
  platformName: 100,
  senderName: 80,
  supportContact: 200,
  afterAccepting: 500,
} as const

/** Nothing is set: everything is as the platform says. */
export const nothingSet: OwnSettings = {
  ...{ platformName: null, supportContact: null, languages: null, defaultLanguage: null, senderName: null },
  ...{ mailFrom: null, replyTo: null, registration: null, afterAccepting: null, expiryDays: null },
  ...{ reminderDays: null, mailsPerMinute: null, batchSummary: null, retentionDays: null },
}

/** The settings in force when these are set. */
export function inForce(own: OwnSettings, given: Settings): Settings {
  const { retentionDays, languages, ...same } = own
  const set = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== null))
  const settings: Settings = { ...given, ...set }
  const { defaultLanguage } = settings
  const others = (languages ?? given.languages).filter((tag) => tag !== defaultLanguage)
  return {
    ...settings,
    senderName: own.senderName ?? own.platformName ?? given.senderName,
    batchRetentionDays: retentionDays ?? given.batchRetentionDays,
    languages: [defaultLanguage, ...others],
  }
}

/** Which settings are others than before. */
export function changedNames(before: OwnSettings, after: OwnSettings): SettingName[] {
  return settingNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

export type SettingsProblem = 'reminder_too_late' | 'default_not_spoken'

/** What does not go together when these are set: a reminder comes while the invitation is open, and the default is spoken. */
export function problemOf(own: OwnSettings, given: Settings): SettingsProblem | null {
  const { reminderDays, expiryDays, defaultLanguage } = inForce(own, given)
  if (reminderDays >= expiryDays) return 'reminder_too_late'
  return (own.languages ?? given.languages).includes(defaultLanguage) ? null : 'default_not_spoken'
}
