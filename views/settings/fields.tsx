import { settingLengths, settingLimits } from '#src/domain/settings/own-settings.ts'
import { CheckList, RadioList } from '../components/choice-list.tsx'
import { TextField } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { useView, useWords } from '../view.ts'
import type { SettingsPageProps } from './settings.tsx'

type NumberProps = SettingsPageProps & {
  name: 'reminder_days' | 'expiry_days' | 'mails_per_minute' | 'retention_days'
  setting: keyof typeof settingLimits
}

export function NumberField({ saved, platform, given, errors, name, setting }: NumberProps) {
  const t = useWords()
  const about = t(`settings.${name}.hint`, settingLimits[setting])
  const count = setting === 'retentionDays' ? platform.batchRetentionDays : platform[setting]
  return (
    <TextField
      name={name}
      label={t(`settings.${name}.label`)}
      hint={`${about} ${t('settings.empty_number', { count })}`}
      value={String(given?.[name] ?? saved[setting] ?? '')}
      error={errors?.[name]}
      autocomplete="off"
      maxlength={12}
      attributes={{ inputmode: 'numeric', class: 'short' }}
    />
  )
}

type TextProps = SettingsPageProps & {
  name: 'platform_name' | 'sender_name' | 'mail_from' | 'reply_to' | 'after_accepting'
  setting: 'platformName' | 'senderName' | 'mailFrom' | 'replyTo' | 'afterAccepting'
  /** What it means to leave it empty. */
  own: string
}

/** A line of text. Addresses and links are written without capitals and spelling marks. */
export function OwnTextField({ saved, given, errors, name, setting, own }: TextProps) {
  const t = useWords()
  const isName = name === 'platform_name' || name === 'sender_name'
  return (
    <TextField
      name={name}
      type={name === 'mail_from' || name === 'reply_to' ? 'email' : 'text'}
      label={t(`settings.${name}.label`)}
      hint={`${t(`settings.${name}.hint`)} ${own}`}
      value={String(given?.[name] ?? saved[setting] ?? '')}
      error={errors?.[name]}
      autocomplete="off"
      {...(!isName && { attributes: { spellcheck: 'false', autocapitalize: 'off' } })}
    />
  )
}

export function ContactField({ saved, given, errors }: SettingsPageProps) {
  const t = useWords()
  return (
    <TextArea
      name="support_contact"
      label={t('settings.support_contact.label')}
      hint={t('settings.support_contact.hint', { max: settingLengths.supportContact })}
      value={String(given?.support_contact ?? saved.supportContact ?? '')}
      error={errors?.support_contact}
      rows={2}
    />
  )
}

/** The hidden field says that boxes were shown: none of them ticked is then an error, and no silence. */
export function LanguageFields({ saved, platform, given, errors }: SettingsPageProps) {
  const { words } = useView()
  const t = useWords()
  const options = platform.languages.map((tag) => ({ value: tag, label: languageName(words, tag) }))
  const chosen = given?.languages ?? saved.languages ?? platform.languages
  return (
    <>
      <input type="hidden" name="languages" value="" />
      <CheckList
        name="languages"
        legend={t('settings.languages.label')}
        hint={t('settings.languages.hint')}
        options={options}
        values={[chosen].flat()}
        error={errors?.languages}
      />
      <SelectField
        name="default_language"
        label={t('settings.default_language.label')}
        hint={t('settings.default_language.hint')}
        options={options}
        value={String(given?.default_language || (saved.defaultLanguage ?? platform.defaultLanguage))}
        error={errors?.default_language}
      />
    </>
  )
}

export function RegistrationField({ saved, platform, given, errors }: SettingsPageProps) {
  const t = useWords()
  const modes = ['open', 'closed'] as const
  return (
    <RadioList
      name="registration"
      legend={t('settings.registration.label')}
      options={modes.map((value) => ({
        value,
        label: t(`settings.registration.${value}`),
        hint: t(`settings.registration.${value}_hint`),
      }))}
      value={String(given?.registration ?? saved.registration ?? platform.registration)}
      error={errors?.registration}
    />
  )
}
