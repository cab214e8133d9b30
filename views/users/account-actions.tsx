import type { UserProfile } from '#src/domain/profiles/read-profile.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { useView } from '../view.ts'

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
        {user.deactivatedAt === null ? (
          <LinkButton kind="quiet" href={paths.admin.userDeactivation(user.publicId)}>
            {t('users.user.deactivate')}
          </LinkButton>
        ) : (
          <form method="post" action={paths.admin.userActivation(user.publicId)}>
            <Button kind="quiet">{t('users.user.activate')}</Button>
          </form>
        )}
        <LinkButton kind="danger" href={paths.admin.userErasure(user.publicId)}>
          {t('users.user.erase')}
        </LinkButton>
      </div>
    </section>
  )
}
