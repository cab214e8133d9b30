import { Hono } from 'hono'
import { isLetterCode, readCode } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import { askForNewMail } from '#src/domain/invitations/ask-for-new-mail.ts'
import { type FoundInvitation, findInvitation } from '#src/domain/invitations/find-invitation.ts'
import { giveAddress } from '#src/domain/invitations/give-address.ts'
import { noteOpening } from '#src/domain/invitations/note-opening.ts'
import { receiveInvitation } from '#src/domain/invitations/receive-invitation.ts'
import { takeBackRefusal } from '#src/domain/invitations/take-back-refusal.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { readAcceptance } from '#src/http/acceptance-form.ts'
import { readAddressGiving } from '#src/http/address-giving-form.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { anyone } from '#src/http/guards.ts'
import { forget, keep, kept } from '#src/http/keep.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { signIn } from '#src/http/sign-in.ts'
import { paths } from '#src/paths.ts'
import { AcceptancePage } from '#views/welcome/acceptance.tsx'
import { CodeEntryPage } from '#views/welcome/code-entry.tsx'
import { MailOnItsWayPage } from '#views/welcome/invitation-states.tsx'
import { AddressGivenPage, LetterCodePage } from '#views/welcome/letter-code.tsx'
import { invitationPage, openedPage } from './invitation-page.tsx'

export const invitationRoutes = new Hono<App>()

/** The link of a mail: the code goes into a cookie and out of the address, and nothing else happens (DESIGN 1.8). */
invitationRoutes.get(paths.code(':code'), anyone(), async (c) => {
  const given = c.req.param('code') ?? ''
  const read = readCode(given)
  if (read.state === 'well_formed' && c.req.query('lang') === undefined) return open(c, read.code)
  keep(c, 'code', given)
  return goTo(c, paths.invitation())
})

invitationRoutes.get(paths.codeEntry(), anyone(), (c) => page(c, <CodeEntryPage />))
invitationRoutes.get(paths.invitationCode(), anyone(), (c) => goTo(c, paths.codeEntry()))
invitationRoutes.get(paths.invitationDeliveries(), anyone(), (c) => page(c, <MailOnItsWayPage />))

invitationRoutes.post(paths.invitationCode(), anyone(), async (c) => {
  const { code } = await readBody(c)
  const value = typeof code === 'string' ? code : ''
  const read = readCode(value)
  if (read.state === 'well_formed') return open(c, read.code)
  return page(c, <CodeEntryPage value={value} error={{ key: `welcome.code.${read.state}` }} />, 422)
})

invitationRoutes.get(paths.invitation(), anyone(), async (c) => {
  const given = kept(c, 'code')
  if (given === undefined) return page(c, <CodeEntryPage />)
  const read = readCode(given)
  if (read.state !== 'well_formed') return page(c, <CodeEntryPage value={given} isMistypedLink />, 404)
  const actor = c.get('actor')
  return openedPage(c, await findInvitation(c.get('db'), c.get('keys'), read.code, actor, c.get('now')))
})

invitationRoutes.post(paths.invitation(), anyone(), async (c) => {
  const read = readCode(kept(c, 'code') ?? '')
  if (read.state !== 'well_formed') return goTo(c, paths.invitation())
  const actor = c.get('actor')
  if (actor) return receive(c, read.code, actor)
  const finding = await findInvitation(c.get('db'), c.get('keys'), read.code, null, c.get('now'))
  switch (finding.state) {
    case 'open':
      return accept(c, read.code, finding.invitation)
    case 'address_missing':
      return give(c, read.code, finding.invitation)
    default:
      return invitationPage(c, finding)
  }
})

invitationRoutes.get(paths.invitationSent(), anyone(), (c) => {
  const address = kept(c, 'asked')
  return address ? page(c, <AddressGivenPage address={address} />) : goTo(c, paths.invitation())
})

invitationRoutes.post(paths.invitationDeliveries(), anyone(), async (c) => {
  const read = readCode(kept(c, 'code') ?? '')
  if (read.state === 'well_formed') {
    await takeBackRefusal(c.get('db'), c.get('keys'), read.code, c.get('now'))
    const mailIds = await askForNewMail(
      c.get('db'),
      c.get('keys'),
      read.code,
      c.get('settings'),
      c.get('now'),
    )
    c.executionCtx.waitUntil(postMails(c.env.MAILS, mailIds))
  }
  return goTo(c, paths.invitationDeliveries())
})

/** The page itself writes nothing, for it is a GET; where scripts run, it tells here that somebody looks at it. */
invitationRoutes.post(paths.invitationOpening(), anyone(), async (c) => {
  const read = readCode(kept(c, 'code') ?? '')
  if (read.state === 'well_formed') await noteOpening(c.get('db'), c.get('keys'), read.code, c.get('now'))
  return c.body(null, 204)
})

/** A code from a letter opens in the language of the letter: no link has said which one it is. */
async function open(c: AppContext, code: string) {
  keep(c, 'code', code)
  if (!isLetterCode(code)) return goTo(c, paths.invitation())
  const finding = await findInvitation(c.get('db'), c.get('keys'), code, null, c.get('now'))
  return goTo(c, paths.invitation(finding.state === 'unknown' ? undefined : finding.invitation.locale))
}

async function show(c: AppContext, code: string) {
  return invitationPage(
    c,
    await findInvitation(c.get('db'), c.get('keys'), code, c.get('actor'), c.get('now')),
  )
}

async function receive(c: AppContext, code: string, actor: Actor) {
  const { outcome } = await receiveInvitation(c.get('db'), c.get('keys'), { code }, actor, c.get('now'))
  if (outcome !== 'received') return show(c, code)
  forget(c, 'code')
  leaveFlash(c, 'received')
  return goTo(c, paths.home())
}

async function accept(c: AppContext, code: string, invitation: FoundInvitation) {
  if (!(await isShown(c, invitation))) return goTo(c, paths.invitation())
  const { values, errors } = await readAcceptance(c, invitation.address)
  if (Object.keys(errors).length > 0)
    return page(c, <AcceptancePage invitation={invitation} given={values} errors={errors} />, 422)
  const person = { code, ...values, language: c.get('words').language }
  const acceptance = await acceptInvitation(c.get('db'), c.get('keys'), person, c.get('now'))
  if (acceptance.outcome !== 'accepted') return show(c, code)
  await signIn(c, acceptance.email, values.password)
  forget(c, 'code')
  if (c.get('settings').afterAccepting) return goTo(c, paths.accepted())
  leaveFlash(c, 'welcome')
  return goTo(c, paths.home())
}

async function give(c: AppContext, code: string, invitation: FoundInvitation) {
  if (!(await isShown(c, invitation))) return goTo(c, paths.invitation())
  const form = await readAddressGiving(c)
  if (!form.isValid)
    return page(c, <LetterCodePage invitation={invitation} given={form.values} errors={form.errors} />, 422)
  const giver = { code, ...form.values }
  const mailIds = await giveAddress(c.get('db'), c.get('keys'), giver, c.get('settings'), c.get('now'))
  c.executionCtx.waitUntil(postMails(c.env.MAILS, mailIds))
  keep(c, 'asked', form.values.address)
  return goTo(c, paths.invitationSent())
}

/** Whether the form is that of this invitation: the cookie holds the last link opened, perhaps in another tab. */
async function isShown(c: AppContext, { publicId }: FoundInvitation): Promise<boolean> {
  const { invitation = publicId } = await readBody(c)
  if (invitation !== publicId) leaveFlash(c, 'other_invitation')
  return invitation === publicId
}
