import type { UserProfile } from '#src/domain/profiles/read-profile.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { OwnPassword } from './own-password.tsx'

type ClosingProps = { user: UserProfile }

/** Asks before a person can no longer sign in. */
export function DeactivationPage({ user }: ClosingProps) {
  const t = useWords()
  const title = t('users.deactivation.title', { name: nameOf(user) })
  return (
    <PanelLayout title={title} section="users">
      <PageHeader title={title} lead={user.email} />
      <form class="card form" method="post" action={paths.admin.userDeactivation(user.publicId)}>
        <Points of="users.deactivation" which={['sessions', 'mails', 'kept', 'back']} />
        {user.role === 'admin' && <p class="note">{t('users.user.promises_hint')}</p>}
        <div class="actions">
          <Button kind="danger">{t('users.deactivation.submit')}</Button>
          <Back user={user} />
        </div>
      </form>
    </PanelLayout>
  )
}

/** Asks for the own password before an administrator has the rights again: this gives them as much as giving the role does. */
export function ActivationPage({ user, errors = {} }: ClosingProps & { errors?: FieldErrors }) {
  const t = useWords()
  const title = t('users.activation.title', { name: nameOf(user) })
  return (
    <PanelLayout title={title} section="users">
      <ErrorSummary errors={errors} />
      <PageHeader title={title} lead={user.email} />
      <form class="card form" method="post" action={paths.admin.userActivation(user.publicId)}>
        <p class="note" data-tone="warn">
          {t('users.activation.lead')}
        </p>
        <OwnPassword hint={t('users.activation.own_password_hint')} errors={errors} />
        <div class="actions">
          <Button>{t('users.user.activate')}</Button>
          <Back user={user} />
        </div>
      </form>
    </PanelLayout>
  )
}

/** Asks before everything about a person is erased: says what goes and what stays, and wants to be sure of who asks and whom. */
export function ErasurePage({
  user,
  typed,
  errors = {},
}: ClosingProps & { typed?: string; errors?: FieldErrors }) {
  const t = useWords()
  const title = t('users.erasure.title', { name: nameOf(user) })
  return (
    <PanelLayout title={title} section="users">
      <ErrorSummary errors={errors} />
      <PageHeader title={title} lead={user.email} />
      <p class="note" data-tone="warn">
        {t('users.erasure.lead')}
      </p>
      <div class="side-by-side">
        <section class="card">
          <h2>{t('users.erasure.goes')}</h2>
          <Points of="users.erasure" which={['account', 'invitations', 'mails', 'lists']} />
        </section>
        <section class="card">
          <h2>{t('users.erasure.stays')}</h2>
          <Points of="users.erasure" which={['journal', 'counts', 'suppression', 'free']} />
        </section>
      </div>
      <form class="card form" method="post" action={paths.admin.userErasure(user.publicId)}>
        <h2>{t('users.erasure.sure')}</h2>
        {user.role === 'admin' && <p class="note">{t('users.user.promises_hint')}</p>}
        <TextField
          name="email"
          label={t('users.erasure.type_address')}
          hint={t('users.erasure.type_address_hint', { address: user.email })}
          value={typed}
          error={errors.email}
          autocomplete="off"
          required
          attributes={{ spellcheck: 'false', autocapitalize: 'none' }}
        />
        <OwnPassword hint={t('users.erasure.own_password_hint')} errors={errors} />
        <div class="actions">
          <Button kind="danger">{t('users.erasure.erase')}</Button>
          <Back user={user} />
        </div>
      </form>
    </PanelLayout>
  )
}

type PointsProps =
  | { of: 'users.deactivation'; which: readonly ('sessions' | 'mails' | 'kept' | 'back')[] }
  | {
      of: 'users.erasure'
      which: readonly (
        | 'account'
        | 'invitations'
        | 'mails'
        | 'lists'
        | 'journal'
        | 'counts'
        | 'suppression'
        | 'free'
      )[]
    }

function Points(props: PointsProps) {
  const t = useWords()
  const sentences =
    props.of === 'users.erasure'
      ? props.which.map((point) => t(`users.erasure.points.${point}`))
      : props.which.map((point) => t(`users.deactivation.points.${point}`))
  return (
    <ul class="bullets">
      {sentences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  )
}

function Back({ user }: ClosingProps) {
  const t = useWords()
  return (
    <LinkButton kind="quiet" href={paths.admin.user(user.publicId)}>
      {t('users.user.back')}
    </LinkButton>
  )
}

function nameOf({ firstName, lastName }: UserProfile): string {
  return `${firstName} ${lastName}`
}
