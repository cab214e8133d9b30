import type { OwnSettings, SettingName } from '#src/domain/settings/own-settings.ts'
import { isolated } from '../components/isolated.ts'
import { languageName } from '../components/language-name.ts'
import type { Words } from '../words/index.ts'

/** What a setting is called in the form, and in the catalogue. */
export const fieldOf = {
  platformName: 'platform_name',
  supportContact: 'support_contact',
  languages: 'languages',
  defaultLanguage: 'default_language',
  registration: 'registration',
  afterAccepting: 'after_accepting',
  expiryDays: 'expiry_days',
  reminderDays: 'reminder_days',
  retentionDays: 'retention_days',
  senderName: 'sender_name',
  mailFrom: 'mail_from',
  replyTo: 'reply_to',
  mailsPerMinute: 'mails_per_minute',
  batchSummary: 'batch_summary',
} as const satisfies Record<SettingName, string>

/** What a setting says, in words. */
export function settingWords<Name extends SettingName>(
  words: Words,
  name: Name,
  value: OwnSettings[Name],
): string {
  const { language, t } = words
  if (value === null) return t('settings.changed.platform')
  if (typeof value === 'boolean') return t(value ? 'settings.changed.on' : 'settings.changed.off')
  if (typeof value === 'number') return t('settings.changed.number', { value })
  if (typeof value !== 'string')
    return new Intl.ListFormat(language).format(value.map((tag) => languageName(words, tag)))
  if (name === 'registration')
    return t(value === 'closed' ? 'settings.changed.closed' : 'settings.changed.open')
  return name === 'defaultLanguage' ? languageName(words, value) : isolated(value)
}
