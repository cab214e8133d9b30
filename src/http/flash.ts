import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Flash, isFlash } from '#views/components/flash.tsx'
import type { AppContext } from './context.ts'

const cookieName = 'parvis_flash'

/** Leaves a sentence for the next page, such as "The invitation is on its way.", with the number it may name. */
export function leaveFlash(c: AppContext, flash: Flash, number?: number) {
  setCookie(c, cookieName, number === undefined ? flash : `${flash}.${number}`, {
    path: '/',
    maxAge: 60,
    sameSite: 'Lax',
    httpOnly: true,
  })
}

export function takeFlash(c: AppContext): { flash: Flash | null; flashNumber: number } {
  const found = getCookie(c, cookieName)
  if (found === undefined) return { flash: null, flashNumber: 0 }
  deleteCookie(c, cookieName, { path: '/' })
  const [flash = '', number] = found.split('.')
  return { flash: isFlash(flash) ? flash : null, flashNumber: Number(number) || 0 }
}
