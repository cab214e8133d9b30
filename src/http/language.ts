import { accepts } from 'hono/accepts'
import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { isLanguage, wordsIn } from '#views/words/index.ts'
import type { App } from './context.ts'

const cookieName = 'parvis_language'

/**
 * The language of the answer: the account's, else `?lang=` (remembered for the visit, so that forms keep it), else the
 * browser's Accept-Language among the languages of the platform. Accounts and links may still have another one.
 */
export const chooseLanguage = createMiddleware<App>(async function chooseLanguage(c, next) {
  const asked = c.req.query('lang')?.toLowerCase().split('-')[0]
  if (isLanguage(asked)) setCookie(c, cookieName, asked, { path: '/', sameSite: 'Lax', httpOnly: true })
  const preferred = accepts(c, {
    header: 'Accept-Language',
    supports: c.get('settings').languages.map((tag) => tag.split('-')[0] ?? tag),
    default: c.get('settings').defaultLanguage,
    match: (accepted, { supports, default: fallback }) =>
      accepted
        .toSorted((a, b) => b.q - a.q)
        .map(({ type }) => type.toLowerCase().split('-')[0])
        .find((type) => type !== undefined && supports.includes(type)) ?? fallback,
  })
  const wanted = [c.get('actor')?.locale, asked, getCookie(c, cookieName), preferred]
  const language = wanted.map((tag) => tag?.split('-')[0]).find(isLanguage) ?? 'en'
  c.set('words', wordsIn(language))
  await next()
})
