import { type OwnSettings, settingLimits } from '#src/domain/settings/own-settings.ts'
import type { SavedSettings } from '#src/domain/settings/read-own-settings.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { isolated } from '../components/isolated.ts'
import { MailNav } from '../components/mail-nav.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { ChangedMeanwhile } from './changed.tsx'

/** What the platform says where administrators say nothing. */
export type PlatformSettings = {
  reminderDays: number
  expiryDays: number
  mailsPerMinute: number
  batchSummary: boolean
  replyTo: string | undefined
  mailFrom: string
}

export type SettingsPageProps = {
  saved: SavedSettings
  platform: PlatformSettings
  /** What was typed. */
  given?: Record<string, string | string[]>
  errors?: FieldErrors
  /** What somebody wanted to save when others had been faster. */
  wanted?: OwnSettings
}

export function SettingsPage(props: SettingsPageProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('settings.title')} section="mail">
      <ErrorSummary errors={props.errors ?? {}} />
      <MailNav current="settings" />
      <PageHeader title={t('settings.title')} lead={t('settings.lead')} />
      {props.wanted && <ChangedMeanwhile saved={props.saved} wanted={props.wanted} />}
      <form class="card settings" method="post" action={paths.admin.settings()}>
        <NumberField {...props} name="reminder_days" setting="reminderDays" />
        <NumberField {...props} name="expiry_days" setting="expiryDays" />
        <NumberField {...props} name="mails_per_minute" setting="mailsPerMinute" />
        <ReplyTo {...props} />
        <Summary {...props} />
        <Button>{t('settings.save')}</Button>
        <input type="hidden" name="revision" value={props.saved.revision} />
        <LastChange saved={props.saved} />
      </form>
    </PanelLayout>
  )
}

type NumberProps = SettingsPageProps & {
  name: 'reminder_days' | 'expiry_days' | 'mails_per_minute'
  setting: keyof typeof settingLimits
}

function NumberField({ saved, platform, given, errors, name, setting }: NumberProps) {
  const t = useWords()
  const about = t(`settings.${name}.hint`, settingLimits[setting])
  const own = t('settings.empty_number', { count: platform[setting] })
  return (
    <TextField
      name={name}
      label={t(`settings.${name}.label`)}
      hint={`${about} ${own}`}
      value={String(given?.[name] ?? saved[setting] ?? '')}
      error={errors?.[name]}
      autocomplete="off"
      maxlength={12}
      attributes={{ inputmode: 'numeric', class: 'short' }}
    />
  )
}

function ReplyTo({ saved, platform, given, errors }: SettingsPageProps) {
  const t = useWords()
  const address = isolated(platform.replyTo ?? platform.mailFrom)
  return (
    <TextField
      name="reply_to"
      type="email"
      label={t('settings.reply_to.label')}
      hint={`${t('settings.reply_to.hint')} ${t('settings.empty_address', { address })}`}
      value={String(given?.reply_to ?? saved.replyTo ?? '')}
      error={errors?.reply_to}
      autocomplete="off"
    />
  )
}

function Summary({ saved, platform, given }: SettingsPageProps) {
  const t = useWords()
  const own = t(platform.batchSummary ? 'settings.platform_on' : 'settings.platform_off')
  return (
    <CheckField
      name="batch_summary"
      label={t('settings.batch_summary.label')}
      hint={`${t('settings.batch_summary.hint')} ${own}`}
      checked={given ? given.batch_summary === 'on' : (saved.batchSummary ?? platform.batchSummary)}
    />
  )
}

function LastChange({ saved: { updatedAt, updaterName } }: { saved: SavedSettings }) {
  const { words, timeZone } = useView()
  if (updatedAt === null) return null
  const when = formatMoment(words, timeZone, updatedAt, 'date_time')
  const who = updaterName === null ? words.t('settings.somebody') : isolated(updaterName)
  return <p class="soft">{words.t('settings.last_change', { who, when })}</p>
}
