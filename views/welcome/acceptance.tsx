import type { FoundInvitation } from '#src/domain/invitations/find-invitation.ts'
import { personNameMax } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { Arches } from '../components/arches.tsx'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'

type AcceptanceProps = {
  invitation: FoundInvitation
  /** What was typed, when the form comes back with errors. */
  given?: { firstName: string; lastName: string }
  errors?: FieldErrors
}

/** Being welcomed: who invites, to what, in their own words; then a name, a password and one button. */
export function AcceptancePage({ invitation, given, errors = {} }: AcceptanceProps) {
  const t = useWords()
  const title = t(`welcome.acceptance.${ownWords(invitation, 'title')}`)
  return (
    <PublicLayout title={title} width="wide">
      <div class="acceptance">
        <div class="acceptance-words">
          <Greeting invitation={invitation} />
          {invitation.message ? <Message invitation={invitation} /> : <Arches />}
        </div>
        <AcceptanceForm invitation={invitation} given={given} errors={errors} />
      </div>
    </PublicLayout>
  )
}

/** Who registered by themselves was never invited, and reads of no invitation. */
function ownWords<Key extends 'title' | 'until'>({ source }: FoundInvitation, key: Key) {
  return source === 'registration' ? (`${key}_registration` as const) : key
}

export function Greeting({
  invitation: { kind, source, inviterName: inviter },
}: {
  invitation: FoundInvitation
}) {
  const { platformName: platform } = useView()
  const t = useWords()
  const invited = inviter
    ? t('welcome.acceptance.invited_by', { inviter, platform })
    : t('welcome.acceptance.invited', { platform })
  switch (source) {
    case 'batch':
      return <Headline title={invited} lead={t(leads[kind])} />
    case 'registration':
      return (
        <Headline
          title={t('welcome.acceptance.registration')}
          lead={t('welcome.acceptance.lead_registration')}
        />
      )
    case 'first_administrator':
      return (
        <Headline
          title={t('welcome.acceptance.first_administrator', { platform })}
          lead={t('welcome.acceptance.lead_first_administrator')}
        />
      )
  }
}

const leads = {
  mailed: 'welcome.acceptance.lead',
  letter_code: 'welcome.letter_code.lead',
  confirmation: 'welcome.acceptance.lead_registration',
} as const

function Headline({ title, lead }: { title: string; lead: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
    </>
  )
}

/** The inviter's own words, set apart and attributed, their line breaks kept. */
export function Message({ invitation: { message, inviterName: inviter } }: { invitation: FoundInvitation }) {
  const t = useWords()
  return (
    <figure class="letter">
      <figcaption>
        {inviter ? t('welcome.acceptance.message_from', { inviter }) : t('welcome.acceptance.message')}
      </figcaption>
      <blockquote dir="auto">{message}</blockquote>
    </figure>
  )
}

type FormProps = Required<Pick<AcceptanceProps, 'invitation' | 'errors'>> & {
  given: AcceptanceProps['given'] | undefined
}

function AcceptanceForm({ invitation, given, errors }: FormProps) {
  const { words, platformName: platform, timeZone } = useView()
  const { t } = words
  const date = formatMoment(words, timeZone, invitation.expiresAt)
  return (
    <form class="card public-form" method="post" action={paths.invitation()} novalidate>
      <h2>{t('welcome.acceptance.form_title')}</h2>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="invitation" value={invitation.publicId} />
      <Address invitation={invitation} />
      <div class="pair">
        <TextField
          name="first_name"
          label={t('welcome.fields.first_name')}
          value={given?.firstName ?? invitation.firstName ?? ''}
          error={errors.first_name}
          autocomplete="given-name"
          maxlength={personNameMax}
          required
        />
        <TextField
          name="last_name"
          label={t('welcome.fields.last_name')}
          value={given?.lastName ?? invitation.lastName ?? ''}
          error={errors.last_name}
          autocomplete="family-name"
          maxlength={personNameMax}
          required
        />
      </div>
      <PasswordField
        label={t('welcome.fields.password')}
        hint={t('welcome.fields.password_hint')}
        error={errors.password}
        autocomplete="new-password"
      />
      <Button attributes={{ class: 'button button-primary button-wide' }}>
        {t('welcome.acceptance.submit', { platform })}
      </Button>
      <p class="hint">{t(`welcome.acceptance.${ownWords(invitation, 'until')}`, { date })}</p>
    </form>
  )
}

/** Shown, never editable. The hidden field tells password managers whose password it is; the server ignores it. */
function Address({ invitation }: { invitation: FoundInvitation }) {
  const t = useWords()
  const { address } = invitation
  return (
    <div class="field address">
      <p class="address-label">{t('welcome.fields.address')}</p>
      <p class="address-value">{address}</p>
      <input type="text" name="username" value={address} autocomplete="username" readonly hidden />
      <p class="hint">{t(`welcome.acceptance.${addressNote(invitation)}`)}</p>
    </div>
  )
}

function addressNote({ kind, source }: FoundInvitation) {
  if (kind === 'confirmation') return 'address_note_confirmation'
  return source === 'registration' ? 'address_note_registration' : 'address_note'
}
