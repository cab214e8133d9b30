import type { Finding } from '#src/domain/invitations/find-invitation.ts'
import { actorOf } from '#src/http/actor.ts'
import type { AppContext } from '#src/http/context.ts'
import { page } from '#src/http/respond.tsx'
import { AcceptancePage } from '#views/welcome/acceptance.tsx'
import { BlockedPage } from '#views/welcome/code-entry.tsx'
import {
  DeclinedPage,
  ExpiredPage,
  OtherAccountPage,
  ReceivablePage,
  RegisteredPage,
  UnknownPage,
  UsableCodePage,
  UsedPage,
} from '#views/welcome/invitation-states.tsx'
import { LetterCodePage } from '#views/welcome/letter-code.tsx'

/** Somebody who declined is told so first; the page behind it waits until they ask for it. Nobody else is told. */
export function openedPage(c: AppContext, finding: Finding) {
  if (finding.state === 'unknown' || c.req.query('again') !== undefined) return invitationPage(c, finding)
  const { state, invitation } = finding
  const isTheirs = state !== 'used' && state !== 'signed_in_as_other'
  if (!isTheirs || invitation.refusedAt === null) return invitationPage(c, finding)
  const { refusedAt } = invitation
  return page(
    c,
    <DeclinedPage invitation={invitation} refusedAt={refusedAt} isExpired={state === 'expired'} />,
  )
}

/** Every state of an invitation has its page and its honest status. */
export function invitationPage(c: AppContext, finding: Finding) {
  if (finding.state === 'unknown') return page(c, <UnknownPage />, 404)
  const { state, invitation } = finding
  switch (state) {
    case 'open':
      return page(c, <AcceptancePage invitation={invitation} />)
    case 'address_missing':
      return page(c, <LetterCodePage invitation={invitation} />)
    case 'used':
      return page(c, <UsedPage invitation={invitation} />, 410)
    case 'expired':
      return page(c, <ExpiredPage invitation={invitation} />, 410)
    case 'registered':
      return page(c, <RegisteredPage invitation={invitation} />)
    case 'receivable':
      return invitation.kind === 'letter_code'
        ? page(c, <UsableCodePage invitation={invitation} actor={actorOf(c)} />)
        : page(c, <ReceivablePage actor={actorOf(c)} />)
    case 'signed_in_as_other':
      return page(c, <OtherAccountPage invitation={invitation} actor={actorOf(c)} />, 403)
  }
}

/** Nothing about the code: it was not looked up. */
export function blockedPage(c: AppContext, until: number) {
  const seconds = Math.ceil((until - c.get('now')) / 1000)
  c.header('Retry-After', String(seconds))
  return page(c, <BlockedPage minutes={Math.ceil(seconds / 60)} />, 429)
}
