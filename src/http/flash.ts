import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Flash, isFlash } from '#views/components/flash.tsx'
import type { AppContext } from './context.ts'

const cookieName = 'parvis_flash'

/** Leaves a sentence for the next page, such as "The invitation is on its way." */
export function leaveFlash(c: AppContext, flash: Flash) {
  setCookie(c, cookieName, flash, { path: '/', maxAge: 60, sameSite: 'Lax', httpOnly: true })
}

export function takeFlash(c: AppContext): Flash | null {
  const found = getCookie(c, cookieName)
  if (found === undefined) return null
  deleteCookie(c, cookieName, { path: '/' })
  return isFlash(found) ? found : null
}
