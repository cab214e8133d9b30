import type { Child } from 'hono/jsx'
import type { FoundInvitation } from '#src/domain/invitations/find-invitation.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'
import { Opening } from './opening.tsx'

/** Accepted before: whoever it was signs in. By whom a letter code was used is not told to others who hold it. */
export function UsedPage({ invitation }: { invitation: FoundInvitation }) {
  const { actor, words } = useView()
  const { t } = words
  const { address, isAcceptedByOther } = invitation
  const text = actor
    ? t(`welcome.states.used.${isAcceptedByOther ? 'code_signed_in' : 'signed_in'}`)
    : t(`welcome.states.used.${isAcceptedByOther ? 'code_text' : 'text'}`, { address })
  return (
    <StatePage title={t(`welcome.states.used.${isAcceptedByOther ? 'code_title' : 'title'}`)}>
      <p class="lead">{text}</p>
      <LinkButton href={actor ? paths.home() : paths.signIn()}>
        {t(actor ? 'welcome.states.used.home' : 'welcome.states.used.sign_in')}
      </LinkButton>
    </StatePage>
  )
}

export function ExpiredPage({ invitation }: { invitation: FoundInvitation }) {
  const { words, timeZone, supportContact } = useView()
  const { t } = words
  const date = formatMoment(words, timeZone, invitation.expiresAt)
  if (!invitation.isSendable)
    return (
      <StatePage title={t('welcome.states.expired.code_title')} isTheirs>
        <p class="lead">{t('welcome.states.expired.code_text', { date })}</p>
        {supportContact && <p>{t('welcome.states.expired.code_contact', { contact: supportContact })}</p>}
        <LinkButton href={paths.codeEntry()} kind="quiet">
          {t('welcome.states.unknown.again')}
        </LinkButton>
      </StatePage>
    )
  return (
    <StatePage title={t('welcome.states.expired.title')} isTheirs>
      <p class="lead">{t('welcome.states.expired.text', { date, address: invitation.address })}</p>
      <form method="post" action={paths.invitationDeliveries()}>
        <Button>{t('welcome.states.expired.submit')}</Button>
      </form>
    </StatePage>
  )
}

/** Declined, and still open to a change of mind: one more click shows it as it was. */
export function DeclinedPage({
  invitation,
  refusedAt,
  isExpired,
}: {
  invitation: FoundInvitation
  refusedAt: number
  isExpired: boolean
}) {
  const { words, timeZone } = useView()
  const { t } = words
  const until = formatMoment(words, timeZone, invitation.expiresAt)
  return (
    <StatePage title={t('welcome.refusal.declined.title')} isTheirs>
      <p class="lead">
        {t('welcome.refusal.declined.text', { date: formatMoment(words, timeZone, refusedAt) })}
      </p>
      <p>
        {isExpired
          ? t('welcome.refusal.declined.again_expired')
          : t('welcome.refusal.declined.again', { date: until })}
      </p>
      <LinkButton href={paths.invitationAgain()} kind="quiet">
        {t('welcome.refusal.declined.submit')}
      </LinkButton>
    </StatePage>
  )
}

export function UnknownPage() {
  const { registration } = useView()
  const t = useWords()
  const isOpen = registration === 'open'
  return (
    <StatePage title={t('welcome.states.unknown.title')}>
      <p class="lead">{t(isOpen ? 'welcome.states.unknown.text' : 'welcome.states.unknown.text_closed')}</p>
      <div class="actions">
        <LinkButton href={paths.codeEntry()}>{t('welcome.states.unknown.again')}</LinkButton>
        <LinkButton href={paths.register()} kind="quiet">
          {t(isOpen ? 'welcome.states.unknown.register' : 'welcome.states.unknown.again_by_mail')}
        </LinkButton>
      </div>
    </StatePage>
  )
}

export function OtherAccountPage({ invitation, actor }: { invitation: FoundInvitation; actor: Actor }) {
  const t = useWords()
  return (
    <StatePage title={t('welcome.states.other.title')}>
      <p class="lead">{t('welcome.states.other.text', { address: invitation.address, own: actor.email })}</p>
      <form class="actions" method="post" action={paths.signOut()}>
        <input type="hidden" name="next" value={paths.invitation()} />
        <Button>{t('welcome.states.other.submit')}</Button>
        <LinkButton href={paths.home()} kind="quiet">
          {t('welcome.states.other.stay')}
        </LinkButton>
      </form>
    </StatePage>
  )
}

/** The address has an account since the invitation was written: its owner signs in to receive what it grants. */
export function RegisteredPage({ invitation }: { invitation: FoundInvitation }) {
  const t = useWords()
  return (
    <StatePage title={t('welcome.states.registered.title')} isTheirs>
      <p class="lead">{t('welcome.states.registered.text', { address: invitation.address })}</p>
      <LinkButton href={paths.signIn(paths.invitation())}>{t('welcome.states.registered.submit')}</LinkButton>
    </StatePage>
  )
}

export function ReceivablePage({ actor }: { actor: Actor }) {
  const t = useWords()
  return (
    <StatePage title={t('welcome.states.receivable.title', { name: actor.firstName })} isTheirs>
      <p class="lead">{t('welcome.states.receivable.text')}</p>
      <form method="post" action={paths.invitation()}>
        <Button>{t('welcome.states.receivable.submit')}</Button>
      </form>
    </StatePage>
  )
}

/** A letter code belongs to whoever holds it, once: nobody should use up someone else's by mistake. */
export function UsableCodePage({ invitation, actor }: { invitation: FoundInvitation; actor: Actor }) {
  const t = useWords()
  const name = [invitation.firstName, invitation.lastName].filter(Boolean).join(' ')
  return (
    <StatePage title={t('welcome.states.receivable.code_title')} isTheirs>
      <p class="lead">{t('welcome.states.receivable.code_text', { address: actor.email })}</p>
      {name && <p>{t('welcome.states.receivable.code_for', { name })}</p>}
      <div class="actions">
        <form method="post" action={paths.invitation()}>
          <Button>{t('welcome.states.receivable.code_submit')}</Button>
        </form>
        <form method="post" action={paths.signOut()}>
          <input type="hidden" name="next" value={paths.invitation()} />
          <Button kind="quiet">{t('welcome.states.receivable.code_other')}</Button>
        </form>
      </div>
    </StatePage>
  )
}

/** The same for every code, so that it tells nothing about any. */
export function MailOnItsWayPage() {
  const t = useWords()
  return (
    <StatePage title={t('welcome.states.mail.title')}>
      <p class="lead">{t('welcome.states.mail.text')}</p>
    </StatePage>
  )
}

/** `isTheirs`: somebody looks at an invitation that they could still use. */
function StatePage({ title, isTheirs, children }: { title: string; isTheirs?: boolean; children: Child }) {
  return (
    <PublicLayout title={title}>
      <h1>{title}</h1>
      {children}
      {isTheirs && <Opening />}
    </PublicLayout>
  )
}
