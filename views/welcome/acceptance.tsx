import type { FoundInvitation } from '#src/domain/invitations/find-invitation.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'
import { Greeting } from './greeting.tsx'
import { NameFields } from './name-fields.tsx'
import { Opening } from './opening.tsx'

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
        <Greeting invitation={invitation} />
        <AcceptanceForm invitation={invitation} given={given} errors={errors} />
      </div>
      <Opening />
    </PublicLayout>
  )
}

/** Who registered by themselves was never invited, and reads of no invitation. */
function ownWords<Key extends 'title' | 'until'>({ source }: FoundInvitation, key: Key) {
  return source === 'registration' ? (`${key}_registration` as const) : key
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
      <NameFields invitation={invitation} given={given} errors={errors} isRequired />
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
      {invitation.refusedAt === null && (
        <p class="decline">
          <a href={paths.invitationRefusal()}>{t('welcome.refusal.link')}</a>
        </p>
      )}
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
