import { maySeeGroups } from '#src/domain/groups/may.ts'
import type { UserProfile } from '#src/domain/profiles/read-profile.ts'
import { maySeeProjects } from '#src/domain/projects/may.ts'
import { mayChangeRole, rolesToGive } from '#src/domain/users/may.ts'
import type { Role } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import { RadioList } from '../components/choice-list.tsx'
import { DefinitionList } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

type UserPageProps = {
  user: UserProfile
  /** The role that was asked for and not given, with the reason. */
  asked?: string | undefined
  errors?: FieldErrors
}

export function UserPage({ user, asked, errors = {} }: UserPageProps) {
  const { actor } = useView()
  const name = `${user.firstName} ${user.lastName}`
  return (
    <PanelLayout title={name} section="users">
      <ErrorSummary errors={errors} />
      <PageHeader title={name} />
      <Profile user={user} />
      {actor && mayChangeRole(actor) && (
        <RoleForm user={user} roles={rolesToGive(actor)} asked={asked} errors={errors} />
      )}
    </PanelLayout>
  )
}

function Profile({ user }: { user: UserProfile }) {
  const { actor, words } = useView()
  const { t } = words
  const groupPath = actor && maySeeGroups(actor) ? paths.admin.group : undefined
  const projectPath = actor && maySeeProjects(actor) ? paths.admin.project : undefined
  const inGroups = <Names things={user.groups} path={groupPath} none={t('users.user.no_groups')} />
  const inProjects = <Names things={user.projects} path={projectPath} none={t('users.user.no_projects')} />
  return (
    <DefinitionList
      items={[
        { term: t('users.user.address'), value: user.email },
        {
          term: t('users.user.role'),
          value: <Badge state={user.role}>{t(`users.roles.${user.role}`)}</Badge>,
        },
        { term: t('users.user.language'), value: languageName(words, user.locale) },
        { term: t('users.user.since'), value: <Moment at={user.createdAt} /> },
        { term: t('users.user.groups'), value: inGroups },
        { term: t('users.user.projects'), value: inProjects },
      ]}
    />
  )
}

type NamesProps = {
  things: UserProfile['groups']
  /** Where a thing opens, for those who may open it. */
  path: ((id: string) => string) | undefined
  none: string
}

function Names({ things, path, none }: NamesProps) {
  if (things.length === 0) return <span class="soft">{none}</span>
  return (
    <ul>
      {things.map(({ publicId, name }) => (
        <li>{path ? <a href={path(publicId)}>{name}</a> : name}</li>
      ))}
    </ul>
  )
}

function RoleForm({ user, roles, asked, errors = {} }: UserPageProps & { roles: readonly Role[] }) {
  const t = useWords()
  const options = roles.map((role) => ({
    value: role,
    label: t(`users.roles.${role}`),
    hint: t(`users.role_hints.${role}`),
  }))
  return (
    <form class="card form" method="post" action={paths.admin.userRole(user.publicId)}>
      <h2>{t('users.user.change_role')}</h2>
      <RadioList
        legend={t('users.user.role')}
        name="role"
        options={options}
        value={asked ?? user.role}
        error={errors.role}
      />
      {user.role !== 'admin' && (
        <CheckField
          name="confirm"
          label={t('users.user.confirm')}
          hint={t('users.user.confirm_hint')}
          error={errors.confirm}
        />
      )}
      <Button>{t('users.user.save_role')}</Button>
    </form>
  )
}
