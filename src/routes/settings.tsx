import { Hono } from 'hono'
import { changeSettings } from '#src/domain/settings/change-settings.ts'
import { mayChangeSettings } from '#src/domain/settings/may.ts'
import { inForce, type OwnSettings, type SettingsProblem } from '#src/domain/settings/own-settings.ts'
import { readOwnSettings } from '#src/domain/settings/read-own-settings.ts'
import { type Settings, settingsFrom } from '#src/env.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { SettingsPage, type SettingsPageProps } from '#views/settings/settings.tsx'
import { settingsForm, wantedBy, withLimits } from './settings/form.ts'

export const settingsRoutes = new Hono<App>()

settingsRoutes.get(paths.admin.settings(), allow(mayChangeSettings), (c) => showSettings(c))

settingsRoutes.post(paths.admin.settings(), allow(mayChangeSettings), async (c) => {
  const platform = settingsFrom(c.env)
  const { given, ...form } = await readForm(c, settingsForm(platform))
  if (!form.isValid) return showSettings(c, { given, errors: withLimits(form.errors) }, 422)
  const wanted = wantedBy(form.values, platform)
  const { revision } = form.values
  const change = await changeSettings(c.get('db'), wanted, revision, platform, actorOf(c), c.get('now'))
  switch (change.outcome) {
    case 'saved':
      leaveFlash(c, 'settings_saved')
      return goTo(c, paths.admin.settings())
    case 'forbidden':
      return forbidden(c)
    case 'changed':
      return showSettings(c, { given, wanted }, 409)
    default:
      return showSettings(c, { given, errors: errorsOf(change.outcome, wanted, platform) }, 422)
  }
})

function errorsOf(problem: SettingsProblem, wanted: OwnSettings, platform: Settings): FieldErrors {
  if (problem === 'default_not_spoken')
    return { default_language: { key: 'settings.errors.default_language' } }
  const { reminderDays, expiryDays } = inForce(wanted, platform)
  return { reminder_days: { key: 'settings.errors.reminder_too_late', values: { reminderDays, expiryDays } } }
}

type Shown = Pick<SettingsPageProps, 'given' | 'errors' | 'wanted'>

async function showSettings(c: AppContext, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  const saved = await readOwnSettings(c.get('db'))
  const props = { ...shown, saved, platform: settingsFrom(c.env) }
  return page(c, <SettingsPage {...props} />, status)
}
