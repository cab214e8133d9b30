import { Hono } from 'hono'
import * as v from 'valibot'
import { mayReveal, maySeeInvitations } from '#src/domain/invitations/may.ts'
import { printLetter } from '#src/domain/invitations/print-letter.ts'
import type { PaperLetter } from '#src/domain/invitations/read-letters.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { PaperBar } from '#views/paper/bar.tsx'
import { type PaperForm, papers, SheetsPage, usualWindow, windows } from '#views/paper/sheets.tsx'
import { noInvitation } from './no-invitation.tsx'
import { showInvitation } from './show.tsx'

export const invitationPaperRoutes = new Hono<App>()

/** What is not said follows from the language of the letter. */
const letterForm = v.object({
  paper: v.fallback(v.optional(v.picklist(papers)), undefined),
  window: v.fallback(v.optional(v.picklist(windows)), undefined),
})

// Reloading the letter without its form: nothing is shown by a link.
invitationPaperRoutes.get(paths.admin.invitationPaper(':id'), allow(maySeeInvitations), (c) =>
  goTo(c, paths.admin.invitation(c.req.param('id') ?? '')),
)

invitationPaperRoutes.post(paths.admin.invitationPaper(':id'), allow(mayReveal), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, letterForm)
  const { db, keys, now } = c.var
  const printed = await printLetter(db, keys, id, actorOf(c), now)
  switch (printed.outcome) {
    case 'printed':
      return showLetter(c, printed.letter, form.isValid ? form.values : {})
    case 'forbidden':
    case 'accepted':
      return showInvitation(c, id, printed.outcome)
    case 'expired':
      return showInvitation(c, id, 'unprintable')
    case 'unknown':
      return noInvitation(c)
  }
})

type Chosen = { paper?: PaperForm['paper'] | undefined; window?: PaperForm['window'] | undefined }

function showLetter(c: AppContext, letter: PaperLetter, { paper = 'a4', window }: Chosen) {
  const { t } = c.get('words')
  const { origin, platformName } = c.get('settings')
  const name = `${letter.firstName} ${letter.lastName}`.trim()
  const heading = name ? t('paper.title.one', { name }) : t('paper.title.one_nameless')
  const title = `${platformName} · ${heading}`
  const form = { layout: 'letters' as const, paper, window: window ?? usualWindow(letter.locale) }
  const back = paths.admin.invitation(letter.publicId)
  const bar = <PaperBar title={heading} back={back} backLabel={t('paper.bar.back_to_invitation')} />
  return page(c, <SheetsPage {...{ title, form, letters: [letter], origin, bar }} />)
}
