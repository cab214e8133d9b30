import type { Child } from 'hono/jsx'
import type { OwnSettings } from '#src/domain/settings/own-settings.ts'
import type { SavedSettings } from '#src/domain/settings/read-own-settings.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { isolated } from '../components/isolated.ts'
import { formatMoment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { ChangedMeanwhile } from './changed.tsx'
import { ContactField, LanguageFields, NumberField, OwnTextField, RegistrationField } from './fields.tsx'

/** What the platform says where administrators say nothing. */
export type PlatformSettings = {
  platformName: string
  languages: readonly string[]
  defaultLanguage: string
  registration: 'open' | 'closed'
  mailFrom: string
  replyTo: string | undefined
  reminderDays: number
  expiryDays: number
  mailsPerMinute: number
  batchSummary: boolean
  batchRetentionDays: number
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
    <PanelLayout title={t('settings.title')} section="settings">
      <ErrorSummary errors={props.errors ?? {}} />
      <PageHeader title={t('settings.title')} lead={t('settings.lead')} />
      {props.wanted && <ChangedMeanwhile saved={props.saved} wanted={props.wanted} />}
      <form class="settings" method="post" action={paths.admin.settings()} novalidate>
        <Platform {...props} />
        <Joining {...props} />
        <Letters {...props} />
        <Keeping {...props} />
        <input type="hidden" name="revision" value={props.saved.revision} />
        <Button>{t('settings.save')}</Button>
        <LastChange saved={props.saved} />
      </form>
    </PanelLayout>
  )
}

function Platform(props: SettingsPageProps) {
  const own = useWords()('settings.empty_text', { text: isolated(props.platform.platformName) })
  return (
    <Part name="platform">
      <OwnTextField {...props} name="platform_name" setting="platformName" own={own} />
      <ContactField {...props} />
      <LanguageFields {...props} />
    </Part>
  )
}

function Joining(props: SettingsPageProps) {
  const own = useWords()('settings.empty_after')
  return (
    <Part name="joining">
      <RegistrationField {...props} />
      <NumberField {...props} name="expiry_days" setting="expiryDays" />
      <NumberField {...props} name="reminder_days" setting="reminderDays" />
      <OwnTextField {...props} name="after_accepting" setting="afterAccepting" own={own} />
    </Part>
  )
}

function Letters(props: SettingsPageProps) {
  const t = useWords()
  const { platform } = props
  const empty = (address: string) => t('settings.empty_address', { address: isolated(address) })
  return (
    <Part name="letters">
      <OwnTextField {...props} name="sender_name" setting="senderName" own={t('settings.empty_sender')} />
      <OwnTextField {...props} name="mail_from" setting="mailFrom" own={empty(platform.mailFrom)} />
      <p>
        <a href={paths.admin.mail()}>{t('settings.mail_from.check')}</a>
      </p>
      <OwnTextField
        {...props}
        name="reply_to"
        setting="replyTo"
        own={empty(platform.replyTo ?? platform.mailFrom)}
      />
      <NumberField {...props} name="mails_per_minute" setting="mailsPerMinute" />
      <Summary {...props} />
    </Part>
  )
}

function Keeping(props: SettingsPageProps) {
  return (
    <Part name="keeping">
      <NumberField {...props} name="retention_days" setting="retentionDays" />
    </Part>
  )
}

function Part({ name, children }: { name: 'platform' | 'joining' | 'letters' | 'keeping'; children: Child }) {
  const t = useWords()
  return (
    <section class="card" aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{t(`settings.parts.${name}`)}</h2>
      {children}
    </section>
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
