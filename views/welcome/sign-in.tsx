import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldError, TextField } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'

type SignIn = { email?: string | undefined; next?: string | undefined; error?: FieldError }

export function SignInPage({ email, next, error }: SignIn) {
  const { registration } = useView()
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.sign_in.title')}>
      <h1>{t('welcome.sign_in.title')}</h1>
      <CurrentSession />
      <form class="public-form" method="post" action={paths.signIn()} novalidate>
        {error && <ErrorSummary errors={{ form: error }} />}
        {next && <input type="hidden" name="next" value={next} />}
        <TextField
          type="email"
          name="email"
          label={t('welcome.fields.address')}
          value={email}
          autocomplete="email"
          autofocus={!email}
          required
        />
        <PasswordField label={t('welcome.fields.password')} autocomplete="current-password" />
        <Button>{t('welcome.sign_in.submit')}</Button>
      </form>
      <ul class="ways-on">
        <li>
          <a href={paths.passwordForgotten()}>{t('welcome.sign_in.forgotten')}</a>
        </li>
        <li>
          <a href={paths.register()}>
            {t(registration === 'open' ? 'welcome.sign_in.register' : 'welcome.sign_in.invited')}
          </a>
        </li>
      </ul>
    </PublicLayout>
  )
}

function CurrentSession() {
  const { actor, words } = useView()
  if (!actor) return null
  return <p class="note">{words.t('welcome.sign_in.signed_in_as', { address: actor.email })}</p>
}
