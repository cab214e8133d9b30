import { mayInvite } from '#src/domain/batches/may.ts'
import { maySeeGroups } from '#src/domain/groups/may.ts'
import type { UserProfile, WayIn } from '#src/domain/profiles/read-profile.ts'
import { maySeeProjects } from '#src/domain/projects/may.ts'
import { paths } from '#src/paths.ts'
import { DefinitionList } from '../components/details.tsx'
import { languageName } from '../components/language-name.ts'
import { Moment } from '../components/moment.tsx'
import { useView } from '../view.ts'
import { PersonLink } from './person-link.tsx'

/** What is known of a person. */
export function Profile({ user }: { user: UserProfile }) {
  const { actor, words } = useView()
  const { t } = words
  const groupPath = actor && maySeeGroups(actor) ? paths.admin.group : undefined
  const projectPath = actor && maySeeProjects(actor) ? paths.admin.project : undefined
  const inGroups = <Names things={user.groups} path={groupPath} none={t('users.user.no_groups')} />
  const inProjects = <Names things={user.projects} path={projectPath} none={t('users.user.no_projects')} />
  const signedIn =
    user.lastSignIn === null ? (
      <span class="soft">{t('users.user.no_session')}</span>
    ) : (
      <Moment at={user.lastSignIn} form="date_time" />
    )
  return (
    <DefinitionList
      items={[
        { term: t('users.user.address'), value: user.email },
        { term: t('users.user.language'), value: languageName(words, user.locale) },
        { term: t('users.user.since'), value: <Moment at={user.createdAt} /> },
        { term: t('users.user.way_in'), value: <CameIn wayIn={user.wayIn} /> },
        { term: t('users.user.last_sign_in'), value: signedIn },
        { term: t('users.user.groups'), value: inGroups },
        { term: t('users.user.projects'), value: inProjects },
      ]}
    />
  )
}

function CameIn({ wayIn }: { wayIn: WayIn | null }) {
  const { actor, words } = useView()
  const { t } = words
  if (!wayIn) return <span class="soft">{t('users.user.way_in_unknown')}</span>
  const way = wayIn.source === 'registration' ? 'registration' : 'invitation'
  return (
    <ul>
      <li>
        <a href={paths.admin.invitation(wayIn.publicId)}>{t(`users.user.${way}`)}</a>
        {', '}
        <Moment at={wayIn.at} form="date_time" />
      </li>
      {wayIn.inviter && (
        <li>
          {t('users.user.inviter')} <PersonLink person={wayIn.inviter} />
        </li>
      )}
      {wayIn.batch && actor && mayInvite(actor) && (
        <li>
          <a href={paths.admin.batch(wayIn.batch)}>{t('users.user.batch')}</a>
        </li>
      )}
    </ul>
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
