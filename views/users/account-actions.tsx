import type { UserProfile } from '#src/domain/profiles/read-profile.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { useView, useWords } from '../view.ts'

/** Whether this person may sign in, and whether anything about them is kept. Nobody closes their own account here. */
export function AccountActions({ user }: { user: UserProfile }) {
  const { actor, words } = useView()
  const { t } = words
  if (actor?.publicId === user.publicId) return <p class="hint">{t('users.user.oneself')}</p>
  return (
    <section class="card">
      <h2>{t('users.user.account')}</h2>
      <p>{t(`users.user.${user.deactivatedAt === null ? 'deactivate_hint' : 'activate_hint'}`)}</p>
      <div class="actions">
        <OpenOrClose user={user} />
        <LinkButton kind="danger" href={paths.admin.userErasure(user.publicId)}>
          {t('users.user.erase')}
        </LinkButton>
      </div>
    </section>
  )
}

/** What gives rights back asks first. */
function OpenOrClose({ user: { publicId, role, deactivatedAt } }: { user: UserProfile }) {
  const t = useWords()
  const { userActivation, userDeactivation } = paths.admin
  const isActive = deactivatedAt === null
  if (!isActive && role !== 'admin')
    return (
      <form method="post" action={userActivation(publicId)}>
        <Button kind="quiet">{t('users.user.activate')}</Button>
      </form>
    )
  return (
    <LinkButton kind="quiet" href={(isActive ? userDeactivation : userActivation)(publicId)}>
      {t(isActive ? 'users.user.deactivate' : 'users.activation.ask')}
    </LinkButton>
  )
}
