import { maySeeJournal } from '#src/domain/events/may.ts'
import type { UserProfile } from '#src/domain/profiles/read-profile.ts'
import { mayChangeRole, mayCloseAccounts } from '#src/domain/users/may.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { AboutLink } from '../journal/about-link.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { AccountActions } from './account-actions.tsx'
import { Profile } from './profile.tsx'
import { RoleForm } from './role-form.tsx'

type UserPageProps = {
  user: UserProfile
  /** The role that was asked for and not given, with the reason. */
  asked?: string | undefined
  errors?: FieldErrors
}

/** One person: who they are, how they came in, and for administrators what may be changed. */
export function UserPage({ user, asked, errors = {} }: UserPageProps) {
  const { actor, words } = useView()
  const { t } = words
  const name = `${user.firstName} ${user.lastName}`
  return (
    <PanelLayout title={name} section="users">
      <ErrorSummary errors={errors} />
      <PageHeader title={name} lead={<State user={user} />} />
      {user.deactivatedAt !== null && (
        <p class="note" data-tone="warn">
          {t('users.user.is_deactivated')} <Moment at={user.deactivatedAt} form="date_time" />
        </p>
      )}
      <Profile user={user} />
      {actor && maySeeJournal(actor) && (
        <div class="actions">
          <p>
            <a href={paths.admin.journal({ person: user.publicId })}>{t('users.user.journal')}</a>
          </p>
          <AboutLink subject="user" id={user.publicId} />
        </div>
      )}
      <div class="side-by-side">
        {actor && mayChangeRole(actor) && <RoleForm user={user} asked={asked} errors={errors} />}
        {actor && mayCloseAccounts(actor) && <AccountActions user={user} />}
      </div>
    </PanelLayout>
  )
}

function State({ user: { role, deactivatedAt } }: { user: UserProfile }) {
  const t = useWords()
  const state = deactivatedAt === null ? 'active' : 'deactivated'
  return (
    <span data-state={state}>
      <Badge state={role}>{t(`users.roles.${role}`)}</Badge>{' '}
      {deactivatedAt !== null && <Badge state={state}>{t(`users.states.${state}`)}</Badge>}
    </span>
  )
}

/** What is left of somebody who was erased, for whoever follows a link of the journal. */
export function ErasedUserPage({ publicId, erasedAt }: { publicId: string; erasedAt: number }) {
  const { actor, words } = useView()
  const { t } = words
  return (
    <PanelLayout title={t('users.erased.title')} section="users">
      <PageHeader title={t('users.erased.title')} />
      <p data-state="erased">
        {t('users.erased.text')} <Moment at={erasedAt} form="date_time" />
      </p>
      {actor && maySeeJournal(actor) && (
        <div class="actions">
          <p>
            <a href={paths.admin.journal({ person: publicId })}>{t('users.user.journal')}</a>
          </p>
          <AboutLink subject="user" id={publicId} />
        </div>
      )}
    </PanelLayout>
  )
}
