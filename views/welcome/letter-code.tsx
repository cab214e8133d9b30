import type { FoundInvitation } from '#src/domain/invitations/find-invitation.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { formatMoment } from '../components/moment.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'
import { Greeting } from './greeting.tsx'
import { NameFields } from './name-fields.tsx'
import { Opening } from './opening.tsx'

type LetterCodeProps = {
  invitation: FoundInvitation
  /** What was typed, when the form comes back with errors. */
  given?: { firstName: string; lastName: string; email: string }
  errors?: FieldErrors
}

/** What a code from a letter opens: who invites, to what, and the question where to write to. */
export function LetterCodePage({ invitation, given, errors = {} }: LetterCodeProps) {
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.acceptance.title')} width="wide">
      <div class="acceptance">
        <Greeting invitation={invitation} />
        <GivingForm invitation={invitation} given={given} errors={errors} />
      </div>
      <Opening />
    </PublicLayout>
  )
}

type FormProps = {
  invitation: FoundInvitation
  given: LetterCodeProps['given'] | undefined
  errors: FieldErrors
}

/** The names may stay open here: the last step asks for them. */
function GivingForm({ invitation, given, errors }: FormProps) {
  const { words, timeZone } = useView()
  const { t } = words
  const date = formatMoment(words, timeZone, invitation.expiresAt)
  return (
    <form class="card public-form" method="post" action={paths.invitation()} novalidate>
      <h2>{t('welcome.letter_code.form_title')}</h2>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="invitation" value={invitation.publicId} />
      <NameFields invitation={invitation} given={given} errors={errors} />
      <TextField
        type="email"
        name="email"
        label={t('welcome.fields.address')}
        hint={t('welcome.letter_code.address_hint')}
        value={given?.email}
        error={errors.email}
        autocomplete="email"
        required
      />
      <Button attributes={{ class: 'button button-primary button-wide' }}>
        {t('welcome.letter_code.submit')}
      </Button>
      <p class="hint">{t('welcome.letter_code.until', { date })}</p>
      <p>
        <a href={paths.signIn(paths.invitation())}>{t('welcome.letter_code.sign_in')}</a>
      </p>
    </form>
  )
}

/** The one answer to every address that could exist, as after registering; and what to do if it is known here. */
export function AddressGivenPage({ address }: { address: string }) {
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.register.sent_title')}>
      <h1>{t('welcome.register.sent_title')}</h1>
      <p class="lead">{t('welcome.letter_code.sent_text', { address })}</p>
      <p>{t('welcome.letter_code.sent_known')}</p>
      <p class="soft">{t('welcome.register.sent_hint')}</p>
      <LinkButton href={paths.invitation()} kind="quiet">
        {t('welcome.register.again')}
      </LinkButton>
    </PublicLayout>
  )
}
