import { Hono } from 'hono'
import { readHome } from '#src/domain/profiles/read-home.ts'
import { changeLanguage } from '#src/domain/users/change-language.ts'
import { mayChangeOwnLanguage } from '#src/domain/users/may.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { allow, anyone } from '#src/http/guards.ts'
import { ownPath } from '#src/http/own-path.ts'
import { pageBefore } from '#src/http/page-before.ts'
import { readBody } from '#src/http/read-body.ts'
import { readerOf } from '#src/http/reader.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { FrontPage } from '#views/welcome/front.tsx'
import { HomePage } from '#views/welcome/home.tsx'

export const homeRoutes = new Hono<App>()

homeRoutes.get(paths.home(), anyone(), async (c) => {
  const actor = c.get('actor')
  if (!actor) return page(c, <FrontPage />)
  return page(c, <HomePage actor={actor} home={await readHome(c.get('db'), actor.id, readerOf(c))} />)
})

homeRoutes.post(paths.language(), allow(mayChangeOwnLanguage), async (c) => {
  const { locale, next } = await readBody(c)
  const wanted = c.get('settings').languages.find((tag) => tag === locale)
  if (wanted) await changeLanguage(c.get('db'), actorOf(c), wanted, c.get('now'))
  return goTo(c, pageBefore(c) ?? ownPath(next) ?? paths.home())
})
