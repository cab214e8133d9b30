import { Hono } from 'hono'
import { formatCode, isLetterCode, readCode } from '#src/domain/codes/code.ts'
import { mistakeIn } from '#src/domain/codes/mistake.ts'
import { findInvitation } from '#src/domain/invitations/find-invitation.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { anyone } from '#src/http/guards.ts'
import { keep } from '#src/http/keep.ts'
import { forgetCode, keptCode, tryGivenCode } from '#src/http/kept-code.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { CodeEntryPage } from '#views/welcome/code-entry.tsx'
import { isLanguage } from '#views/words/index.ts'
import { blockedPage } from './invitation-page.tsx'

/** Where a code comes in: by the link of a mail or a letter, or typed. */
export const typedCodeRoutes = new Hono<App>()

/** The code goes into a cookie and out of the address, and nothing else happens (DESIGN 1.8). */
typedCodeRoutes.get(paths.code(':code'), anyone(), (c) => {
  const given = c.req.param('code') ?? ''
  const read = readCode(given)
  keep(c, 'code', read.state === 'well_formed' ? read.code : given)
  const isLetter = read.state === 'well_formed' && isLetterCode(read.code)
  return goTo(c, paths.invitation(isLetter ? askedLanguage(c) : undefined))
})

typedCodeRoutes.get(paths.codeEntry(), anyone(), (c) => page(c, <CodeEntryPage />))
typedCodeRoutes.get(paths.invitationCode(), anyone(), (c) => goTo(c, paths.codeEntry()))

typedCodeRoutes.post(paths.invitationCode(), anyone(), async (c) => {
  const { code } = await readBody(c)
  const value = typeof code === 'string' ? code : ''
  const read = readCode(value)
  if (read.state !== 'well_formed') return mistaken(c, value)
  const trial = await tryGivenCode(c, read.code)
  if (trial.outcome === 'unknown') return unknown(c, read.code)
  keep(c, 'code', read.code)
  return trial.outcome === 'blocked' ? blockedPage(c, trial.until) : open(c, read.code)
})

/** A typing error is known without asking the database, and counts for nothing. */
function mistaken(c: AppContext, value: string) {
  const { kind, count } = mistakeIn(value)
  const error = { key: `welcome.code.${kind}`, values: { typed: count } } as const
  return page(c, <CodeEntryPage value={value} error={error} />, 422)
}

/** Where the code that is kept is this one, it is not tried once more. */
function unknown(c: AppContext, code: string) {
  const held = keptCode(c)
  if ('code' in held && held.code === code) forgetCode(c)
  return page(c, <CodeEntryPage value={formatCode(code)} error={{ key: 'welcome.code.unknown' }} />, 404)
}

/** A code from a letter opens in the language of the letter, unless its link or its reader said which one it is to be. */
async function open(c: AppContext, code: string) {
  if (!isLetterCode(code) || askedLanguage(c)) return goTo(c, paths.invitation())
  const finding = await findInvitation(c.get('db'), c.get('keys'), code, null, c.get('now'))
  return goTo(c, paths.invitation(finding.state === 'unknown' ? undefined : finding.invitation.locale))
}

function askedLanguage(c: AppContext): string | undefined {
  const asked = c.req.query('lang')
  return isLanguage(asked) ? asked : undefined
}
