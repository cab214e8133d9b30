import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import type { FieldError } from '../components/field.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'
import { AddressForm } from './address-form.tsx'

/** Where registration is closed, an invitation that is already there can still be had again. */
export function RegisterPage({ email, error }: { email?: string; error?: FieldError }) {
  const { registration } = useView()
  const t = useWords()
  return (
    <PublicLayout title={t(`welcome.register.${registration}.title`)}>
      <h1>{t(`welcome.register.${registration}.title`)}</h1>
      <p class="lead">{t(`welcome.register.${registration}.lead`)}</p>
      <AddressForm
        action={paths.register()}
        submit={t(`welcome.register.${registration}.submit`)}
        email={email}
        error={error}
      />
      <ul class="ways-on">
        <li>
          <a href={paths.signIn()}>{t('welcome.register.sign_in')}</a>
        </li>
      </ul>
    </PublicLayout>
  )
}

/** The one answer to every address that could exist: whether it is known stays between us and its mailbox. */
export function LookInMailboxPage({ address }: { address: string }) {
  const { registration } = useView()
  const t = useWords()
  return (
    <PublicLayout title={t('welcome.register.sent_title')}>
      <h1>{t('welcome.register.sent_title')}</h1>
      <p class="lead">{t(`welcome.register.${registration}.sent`, { address })}</p>
      <p class="soft">{t('welcome.register.sent_hint')}</p>
      <LinkButton href={paths.register()} kind="quiet">
        {t('welcome.register.again')}
      </LinkButton>
    </PublicLayout>
  )
}
