import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from './context.ts'

/**
 * What is kept out of every address (DESIGN 1.8): the code of an invitation and the token of a reset that a link carried,
 * the proof that a letter code exists, and the mail address that asked for a letter.
 */
type Kept = 'code' | 'proof' | 'reset' | 'asked'

const keptSeconds = 60 * 60
const longest = 254

export function keep(c: AppContext, what: Kept, value: string) {
  // Half of a character, which a cut may leave, fits no header.
  const text = value.slice(0, longest).toWellFormed()
  setCookie(c, nameOf(what), text, { ...attributesOf(c), maxAge: keptSeconds })
}

export function kept(c: AppContext, what: Kept): string | undefined {
  return getCookie(c, nameOf(what)) || undefined
}

export function forget(c: AppContext, what: Kept) {
  deleteCookie(c, nameOf(what), attributesOf(c))
}

function nameOf(what: Kept): string {
  return `parvis_${what}`
}

function attributesOf(c: AppContext) {
  const isSecure = c.get('settings').origin.startsWith('https://')
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure } as const
}
