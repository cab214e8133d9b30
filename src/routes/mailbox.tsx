import { Hono } from 'hono'
import type { ReceivedLetter } from '#src/domain/mails/received-letter.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { anyone } from '#src/http/guards.ts'
import { framePolicy } from '#src/http/letter-frame.ts'
import { page } from '#src/http/respond.tsx'
import { listLetters, readLetter, readMailbox } from '#src/mail/mailbox.ts'
import { paths } from '#src/paths.ts'
import { LetterPage } from '#views/mailbox/letter.tsx'
import { MailboxPage } from '#views/mailbox/list.tsx'

const lettersPerPage = 50

/** The local mailbox; where mail is really sent there is none. */
export const mailboxRoutes = new Hono<App>()

mailboxRoutes.get(paths.mailbox(), anyone(), async (c) => {
  const mailbox = mailboxOf(c)
  if (!mailbox) return notFound(c)
  const { letters, next } = await listLetters(mailbox, c.req.query('after'), lettersPerPage)
  return page(c, <MailboxPage letters={letters} next={next} />)
})

mailboxRoutes.get(paths.mailboxJson(), anyone(), async (c) => {
  const mailbox = mailboxOf(c)
  return mailbox ? c.json(await readMailbox(mailbox)) : notFound(c)
})

mailboxRoutes.get(paths.mailboxLetter(':id'), anyone(), async (c) => {
  const letter = await letterOf(c, c.req.param('id') ?? '')
  return letter ? page(c, <LetterPage letter={letter} />) : notFound(c)
})

/**
 * The HTML of a letter, for the frame on its page. It needs styles in its lines, which no page of ours may have, so it
 * is mounted in front of the headers of the others and sends its own; nothing in it can run, and links open outside.
 */
export const letterFrameRoutes = new Hono<App>()

letterFrameRoutes.get(paths.mailboxLetterHtml(':id'), anyone(), async (c) => {
  c.header('Content-Security-Policy', framePolicy)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'no-referrer')
  c.header('Cache-Control', 'no-store')
  const letter = await letterOf(c, c.req.param('id') ?? '')
  if (!letter) return c.text('', 404)
  return c.html(letter.html.replace('<head>', '<head><base target="_blank"/>'))
})

async function letterOf(c: AppContext, id: string): Promise<ReceivedLetter | null> {
  const mailbox = mailboxOf(c)
  return mailbox ? readLetter(mailbox, id) : null
}

function mailboxOf(c: AppContext): KVNamespace | undefined {
  return c.env.MAIL_TRANSPORT === 'mailbox' ? c.env.MAILBOX : undefined
}
