import { changedNames, type OwnSettings } from '#src/domain/settings/own-settings.ts'
import type { SavedSettings } from '#src/domain/settings/read-own-settings.ts'
import { isolated } from '../components/isolated.ts'
import { useView, useWords } from '../view.ts'
import { fieldOf, settingWords } from './setting-words.ts'

/** Somebody else has saved meanwhile: what stands now where this form says otherwise. Saving again replaces it. */
export function ChangedMeanwhile({ saved, wanted }: { saved: SavedSettings; wanted: OwnSettings }) {
  const { words } = useView()
  const t = useWords()
  const who = saved.updaterName === null ? t('settings.somebody') : isolated(saved.updaterName)
  return (
    <div class="note" data-tone="warn" data-problem="changed" role="alert" tabindex={-1} autofocus>
      <p>{t('settings.changed.text', { who })}</p>
      <ul class="points">
        {changedNames(saved, wanted).map((name) => (
          <li data-changed={fieldOf[name]}>
            {t('settings.changed.difference', {
              label: t(`settings.${fieldOf[name]}.label`),
              now: settingWords(words, name, saved[name]),
              yours: settingWords(words, name, wanted[name]),
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}
