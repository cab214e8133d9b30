import { type OwnSettings, type SettingName, settingNames } from '#src/domain/settings/own-settings.ts'
import type { SavedSettings } from '#src/domain/settings/read-own-settings.ts'
import { isolated } from '../components/isolated.ts'
import { useWords } from '../view.ts'

/** Somebody else has saved meanwhile: what stands now where this form says otherwise. Saving again replaces it. */
export function ChangedMeanwhile({ saved, wanted }: { saved: SavedSettings; wanted: OwnSettings }) {
  const t = useWords()
  const who = saved.updaterName === null ? t('settings.somebody') : isolated(saved.updaterName)
  const differing = settingNames.filter((name) => saved[name] !== wanted[name])
  return (
    <div class="note" data-tone="warn" data-problem="changed" role="alert" tabindex={-1} autofocus>
      <p>{t('settings.changed.text', { who })}</p>
      <ul class="points">
        {differing.map((name) => (
          <li data-changed={fieldOf[name]}>
            <Difference name={name} saved={saved} wanted={wanted} />
          </li>
        ))}
      </ul>
    </div>
  )
}

const fieldOf = {
  reminderDays: 'reminder_days',
  expiryDays: 'expiry_days',
  mailsPerMinute: 'mails_per_minute',
  batchSummary: 'batch_summary',
  replyTo: 'reply_to',
} as const

type DifferenceProps = { name: SettingName; saved: OwnSettings; wanted: OwnSettings }

function Difference({ name, saved, wanted }: DifferenceProps) {
  const t = useWords()
  const said = (value: OwnSettings[SettingName]) => {
    if (value === null) return t('settings.changed.platform')
    if (typeof value === 'boolean') return t(value ? 'settings.changed.on' : 'settings.changed.off')
    return typeof value === 'number' ? t('settings.changed.number', { value }) : isolated(value)
  }
  const label = t(`settings.${fieldOf[name]}.label`)
  return t('settings.changed.difference', { label, now: said(saved[name]), yours: said(wanted[name]) })
}
