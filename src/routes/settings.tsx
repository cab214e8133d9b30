import { Hono } from 'hono'
import { changeSettings } from '#src/domain/settings/change-settings.ts'
import { mayChangeSettings } from '#src/domain/settings/may.ts'
import { daysInForce } from '#src/domain/settings/own-settings.ts'
import { readOwnSettings } from '#src/domain/settings/read-own-settings.ts'
import { settingsFrom } from '#src/env.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { SettingsPage, type SettingsPageProps } from '#views/settings/settings.tsx'
import { settingsForm, wantedBy, withLimits } from './settings/form.ts'

export const settingsRoutes = new Hono<App>()

settingsRoutes.get(paths.admin.settings(), allow(mayChangeSettings), (c) => showSettings(c))

settingsRoutes.post(paths.admin.settings(), allow(mayChangeSettings), async (c) => {
  const { given, ...form } = await readForm(c, settingsForm)
  if (!form.isValid) return showSettings(c, { given, errors: withLimits(form.errors) }, 422)
  const platform = settingsFrom(c.env)
  const wanted = wantedBy(form.values, platform)
  const { revision } = form.values
  const change = await changeSettings(c.get('db'), wanted, revision, platform, actorOf(c), c.get('now'))
  switch (change.outcome) {
    case 'saved':
      leaveFlash(c, 'settings_saved')
      return goTo(c, paths.admin.settings())
    case 'reminder_too_late': {
      const values = daysInForce(wanted, platform)
      const error = { key: 'settings.errors.reminder_too_late', values } as const
      return showSettings(c, { given, errors: { reminder_days: error } }, 422)
    }
    case 'changed':
      return showSettings(c, { given, wanted }, 409)
  }
})

type Shown = Pick<SettingsPageProps, 'given' | 'errors' | 'wanted'>

async function showSettings(c: AppContext, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  const saved = await readOwnSettings(c.get('db'))
  const props = { ...shown, saved, platform: settingsFrom(c.env) }
  return page(c, <SettingsPage {...props} />, status)
}
