import { mayChangeGrant, mayExtend, mayRedirect, mayRevealCode } from '#src/domain/invitations/may.ts'
import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import type { FoundSuppression } from '#src/domain/suppressions/find-suppression.ts'
import { mayLiftSuppressions } from '#src/domain/suppressions/may.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { formatMoment } from '../components/moment.tsx'
import { useView, useWords } from '../view.ts'
import { deletionHints } from './deletion.tsx'
import { type AskedExtension, Extension } from './extension.tsx'
import { PrintLetter } from './print-letter.tsx'

export type ActionsProps = {
  invitation: InvitationDetails
  expiryDays: number
  /** When it ends if it is sent again now. */
  renewedUntil: number
  /** Why nothing can be sent to this person. */
  suppression: FoundSuppression | null
  /** What was wrong with the form that extends it, and what was typed. */
  extension: AskedExtension | undefined
  /** The list that somebody came from, as they left it; a deletion leads back to it. */
  back: string | undefined
}

/** What staff can do for the person who never got the mail. */
export function InvitationActions({
  invitation,
  expiryDays,
  renewedUntil,
  suppression,
  extension,
  back,
}: ActionsProps) {
  const { actor, words } = useView()
  const { t } = words
  return (
    <section class="card" aria-labelledby="actions-title">
      <h2 id="actions-title">{t('invitations.invitation.actions')}</h2>
      <div class="helps">
        {suppression ? (
          <Blocked suppression={suppression} address={invitation.address ?? ''} />
        ) : (
          <Again invitation={invitation} renewedUntil={renewedUntil} />
        )}
        <PrintLetter invitation={invitation} />
        <Reveal invitation={invitation} />
        <Redirection invitation={invitation} />
        {actor && mayExtend(actor) && (
          <Extension
            publicId={invitation.publicId}
            isLetterCode={invitation.kind === 'letter_code'}
            expiryDays={expiryDays}
            asked={extension}
          />
        )}
        <NewCode invitation={invitation} isBlocked={suppression !== null} />
        <Granting invitation={invitation} />
        <Deletion invitation={invitation} back={back} />
      </div>
    </section>
  )
}

function Again({ invitation, renewedUntil }: Pick<ActionsProps, 'invitation' | 'renewedUntil'>) {
  const { words, timeZone } = useView()
  const { t } = words
  const { publicId, sendings, kind } = invitation
  if (!invitation.isSendable) return null
  const hint = kind === 'confirmation' ? 'send_hint_confirmation' : 'send_hint'
  return (
    <form method="post" action={paths.admin.invitationDeliveries(publicId)}>
      <input type="hidden" name="sendings" value={String(sendings)} />
      <Button>{t('invitations.invitation.send')}</Button>
      <p class="hint">
        {t(`invitations.invitation.${hint}`, { date: formatMoment(words, timeZone, renewedUntil) })}
      </p>
    </form>
  )
}

/** In place of sending again: why nothing is sent, and the way to change that. */
function Blocked({ suppression, address }: { suppression: FoundSuppression; address: string }) {
  const { actor, words, timeZone } = useView()
  const { t } = words
  const { reason, since } = suppression
  return (
    <div data-suppressed={reason}>
      <p>
        <strong>{t(`suppressions.reasons.${reason}`)}</strong>
        <br />
        {t('invitations.address.blocked', { since: formatMoment(words, timeZone, since) })}
      </p>
      {actor && mayLiftSuppressions(actor) ? (
        <LinkButton kind="quiet" href={paths.admin.suppressionLifting({ address })}>
          {t('invitations.address.lift')}
        </LinkButton>
      ) : (
        <>
          <a href={paths.admin.suppressions({ q: address })}>{t('invitations.address.see_suppression')}</a>
          <p class="hint">{t('suppressions.ask_admin')}</p>
        </>
      )}
    </div>
  )
}

/** Only what was sent by list is corrected: other addresses were given by their owners. */
function Redirection({ invitation: { publicId, kind, source, promise } }: Pick<ActionsProps, 'invitation'>) {
  const { actor, words } = useView()
  const { t } = words
  if (kind !== 'mailed' || source !== 'batch') return null
  const weight = { admin: promise.admin, projects: promise.projects.length }
  if (!actor || !mayRedirect(actor, weight))
    return <p class="hint">{t('invitations.problems.correction_forbidden')}</p>
  return (
    <div>
      <LinkButton kind="quiet" href={paths.admin.invitationAddress(publicId)}>
        {t('invitations.address.title')}
      </LinkButton>
      <p class="hint">{t('invitations.address.link_hint')}</p>
    </div>
  )
}

function Reveal({ invitation: { publicId, kind, promise } }: { invitation: InvitationDetails }) {
  const { actor, words } = useView()
  const { t } = words
  if (kind === 'confirmation') return <p class="hint">{t('invitations.invitation.reveal_by_mail_only')}</p>
  const weight = { admin: promise.admin, projects: promise.projects.length }
  if (!actor || !mayRevealCode(actor, weight))
    return <p class="hint">{t('invitations.invitation.reveal_forbidden')}</p>
  return (
    <form method="post" action={paths.admin.invitationCode(publicId)}>
      <Button kind="quiet">{t('invitations.invitation.reveal')}</Button>
      <p class="hint">{t('invitations.invitation.reveal_hint')}</p>
    </form>
  )
}

/** Two steps without any script: open, then confirm. The old code dies also where no letter can bring the new one. */
function NewCode({ invitation, isBlocked }: Pick<ActionsProps, 'invitation'> & { isBlocked: boolean }) {
  const { actor, words } = useView()
  const { t } = words
  const { publicId, kind, promise, generation } = invitation
  const weight = { admin: promise.admin, projects: promise.projects.length }
  const isPossible = kind === 'letter_code' || invitation.isSendable
  if (!isPossible || !actor || !mayRevealCode(actor, weight)) return null
  return (
    <div>
      <details class="confirmed">
        <summary class="button button-quiet">{t('invitations.new_code.open')}</summary>
        <form method="post" action={paths.admin.invitationNewCode(publicId)}>
          <input type="hidden" name="generation" value={String(generation)} />
          <Button kind="danger">{t('invitations.new_code.submit')}</Button>
        </form>
      </details>
      <p class="hint">{t(`invitations.new_code.${newCodeHint(invitation, isBlocked)}`)}</p>
    </div>
  )
}

/** How the new code reaches whom it is for. */
function newCodeHint({ kind, stop, mailBringsCode }: InvitationDetails, isBlocked: boolean) {
  if (kind === 'letter_code') return 'hint_letter'
  const isReadInMailbox = kind === 'confirmation'
  if (isBlocked || (stop && stop.reason !== 'bounced'))
    return isReadInMailbox ? 'hint_suppressed' : 'hint_suppressed_phone'
  if (mailBringsCode) return 'hint'
  return isReadInMailbox ? 'hint_tomorrow' : 'hint_phone'
}

function Granting({ invitation: { publicId, kind, source } }: Pick<ActionsProps, 'invitation'>) {
  const { actor, words } = useView()
  if (source !== 'batch' || kind === 'confirmation' || !actor || !mayChangeGrant(actor)) return null
  return (
    <div>
      <LinkButton kind="quiet" href={paths.admin.invitationGrant(publicId)}>
        {words.t('invitations.grant.title')}
      </LinkButton>
      <p class="hint">{words.t(`invitations.grant.${kind === 'letter_code' ? 'hint_letter' : 'hint'}`)}</p>
    </div>
  )
}

function Deletion({ invitation: { publicId, kind }, back }: Pick<ActionsProps, 'invitation' | 'back'>) {
  const t = useWords()
  return (
    <div>
      <LinkButton kind="danger" href={paths.admin.invitationDeletion(publicId, { back })}>
        {t(kind === 'letter_code' ? 'invitations.invitation.revoke' : 'invitations.invitation.delete')}
      </LinkButton>
      <p class="hint">{t(`invitations.invitation.${deletionHints[kind]}`)}</p>
    </div>
  )
}
