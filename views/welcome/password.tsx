import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import type { FieldError } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useWords } from '../view.ts'
import { AddressForm } from './address-form.tsx'

export function PasswordForgottenPage({ email, error }: { email?: string; error?: FieldError }) {
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.password.forgotten_title')}>
      <h1>{t('welcome.password.forgotten_title')}</h1>
      <p class="lead">{t('welcome.password.forgotten_lead')}</p>
      <AddressForm
        action={paths.passwordForgotten()}
        submit={t('welcome.password.forgotten_submit')}
        email={email}
        error={error}
      />
      <ul class="ways-on">
        <li>
          <a href={paths.signIn()}>{t('welcome.password.sign_in')}</a>
        </li>
      </ul>
    </PublicLayout>
  )
}

export function PasswordLinkSentPage({ address }: { address: string }) {
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.register.sent_title')}>
      <h1>{t('welcome.register.sent_title')}</h1>
      <p class="lead">{t('welcome.password.sent_text', { address })}</p>
      <p class="soft">{t('welcome.register.sent_hint')}</p>
      <LinkButton href={paths.signIn()} kind="quiet">
        {t('welcome.password.sign_in')}
      </LinkButton>
    </PublicLayout>
  )
}

export function PasswordResetPage({ error }: { error?: FieldError }) {
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.password.reset_title')}>
      <h1>{t('welcome.password.reset_title')}</h1>
      <p class="lead">{t('welcome.password.reset_lead')}</p>
      <form class="public-form" method="post" action={paths.passwordReset()} novalidate>
        <PasswordField
          label={t('welcome.fields.new_password')}
          hint={t('welcome.fields.password_hint')}
          error={error}
          autocomplete="new-password"
          autofocus
        />
        <Button>{t('welcome.password.reset_submit')}</Button>
      </form>
    </PublicLayout>
  )
}

export function SpentLinkPage() {
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.password.spent_title')}>
      <h1>{t('welcome.password.spent_title')}</h1>
      <p class="lead">{t('welcome.password.spent_text')}</p>
      <LinkButton href={paths.passwordForgotten()}>{t('welcome.password.spent_again')}</LinkButton>
    </PublicLayout>
  )
}
