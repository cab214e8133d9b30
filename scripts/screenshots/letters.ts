import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { letterKinds } from '#src/domain/mails/mail.ts'
import { paths } from '#src/paths.ts'
import type { Page } from '#test/journeys/support/browser.ts'

const languages = ['en', 'fr', 'de']
const widths = { phone: 320, desk: 720 }
const schemes = ['light', 'dark'] as const

/** A picture of each letter in three languages, on a phone and at a desk, in light and in dark; answers with their folder. */
export async function takeLetters(page: Page): Promise<string> {
  const folder = join(import.meta.dirname, '../../.wrangler/letters')
  await mkdir(folder, { recursive: true })
  for (const kind of letterKinds)
    for (const language of languages) {
      await page.goto(paths.admin.letterHtml(kind, language))
      await takeLooks(page, join(folder, `${kind}.${language}`))
    }
  return folder
}

async function takeLooks(page: Page, path: string) {
  for (const [place, width] of Object.entries(widths))
    for (const colorScheme of schemes) {
      await page.setViewportSize({ width, height: 640 })
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${path}.${place}.${colorScheme}.png`, fullPage: true })
    }
}
