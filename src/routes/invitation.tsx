import { Hono } from 'hono'
import { formatCode } from '#src/domain/codes/code.ts'
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
import { keep, kept } from '#src/http/keep.ts'
import { forgetCode, keptCode, openCode, tryGivenCode } from '#src/http/kept-code.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { signIn } from '#src/http/sign-in.ts'
import { paths } from '#src/paths.ts'
import { AcceptancePage } from '#views/welcome/acceptance.tsx'
import { CodeEntryPage, KeptCodePage } from '#views/welcome/code-entry.tsx'
import { MailOnItsWayPage } from '#views/welcome/invitation-states.tsx'
import { AddressGivenPage, LetterCodePage } from '#views/welcome/letter-code.tsx'
import { blockedPage, invitationPage, openedPage } from './invitation-page.tsx'

export const invitationRoutes = new Hono<App>()

invitationRoutes.get(paths.invitationDeliveries(), anyone(), (c) => page(c, <MailOnItsWayPage />))

invitationRoutes.get(paths.invitation(), anyone(), async (c) => {
  const held = keptCode(c)
  switch (held.state) {
    case 'none':
      return page(c, <CodeEntryPage />)
    case 'mistyped':
      return page(c, <CodeEntryPage value={held.given} isMistypedLink />, 404)
    case 'untried':
      return page(c, <KeptCodePage code={formatCode(held.code)} />)
    case 'open':
      return openedPage(c, await find(c, held.code, c.get('actor')))
  }
})

invitationRoutes.post(paths.invitation(), anyone(), async (c) => {
  const held = keptCode(c)
  if (held.state !== 'open' && held.state !== 'untried') return goTo(c, paths.invitation())
  const trial = await tryGivenCode(c, held.code)
  if (trial.outcome === 'blocked') return blockedPage(c, trial.until)
  if (trial.outcome === 'unknown') forgetCode(c)
  return trial.outcome === 'unknown' ? invitationPage(c, { state: 'unknown' }) : complete(c, held.code)
})

invitationRoutes.get(paths.invitationSent(), anyone(), (c) => {
  const address = kept(c, 'asked')
  return address ? page(c, <AddressGivenPage address={address} />) : goTo(c, paths.invitation())
})

invitationRoutes.post(paths.invitationDeliveries(), anyone(), async (c) => {
  const code = openCode(c)
  if (code !== undefined) {
    const [db, keys, now] = [c.get('db'), c.get('keys'), c.get('now')]
    await takeBackRefusal(db, keys, code, now)
    const mailIds = await askForNewMail(db, keys, code, c.get('settings'), now)
    c.executionCtx.waitUntil(postMails(c.env.MAILS, mailIds))
  }
  return goTo(c, paths.invitationDeliveries())
})

/** The page itself writes nothing, for it is a GET; where scripts run, it tells here that somebody looks at it. */
invitationRoutes.post(paths.invitationOpening(), anyone(), async (c) => {
  const code = openCode(c)
  if (code !== undefined) await noteOpening(c.get('db'), c.get('keys'), code, c.get('now'))
  return c.body(null, 204)
})

async function complete(c: AppContext, code: string) {
  const actor = c.get('actor')
  if (actor) return receive(c, code, actor)
  const finding = await find(c, code, null)
  switch (finding.state) {
    case 'open':
      return accept(c, code, finding.invitation)
    case 'address_missing':
      return give(c, code, finding.invitation)
    default:
      return invitationPage(c, finding)
  }
}

async function show(c: AppContext, code: string) {
  return invitationPage(c, await find(c, code, c.get('actor')))
}

function find(c: AppContext, code: string, actor: Actor | null) {
  return findInvitation(c.get('db'), c.get('keys'), code, actor, c.get('now'))
}

async function receive(c: AppContext, code: string, actor: Actor) {
  const { outcome } = await receiveInvitation(c.get('db'), c.get('keys'), { code }, actor, c.get('now'))
  if (outcome !== 'received') return show(c, code)
  forgetCode(c)
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
  forgetCode(c)
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
