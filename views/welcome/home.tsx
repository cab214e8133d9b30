import type { Child } from 'hono/jsx'
import type { Home } from '#src/domain/profiles/read-home.ts'
import { maySeePanel } from '#src/domain/users/may.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { Arches } from '../components/arches.tsx'
import { LinkButton } from '../components/button.tsx'
import { PublicLayout } from '../layouts/public.tsx'
import { useView, useWords } from '../view.ts'

/** A member's own page: their groups and projects; a real welcome when they have just arrived. */
export function HomePage({ actor, home }: { actor: Actor; home: Home }) {
  const t = useWords()
  const isArrival = useView().flash === 'welcome'
  const name = actor.firstName
  return (
    <PublicLayout title={t('welcome.home.title')} width="wide" saysFlash={!isArrival}>
      {isArrival ? (
        <div class="arrival">
          <div role="status">
            <h1>{t('welcome.home.welcome', { name })}</h1>
            <p class="lead">{t('welcome.home.welcome_lead', { address: actor.email })}</p>
          </div>
          <Arches />
        </div>
      ) : (
        <h1>{t('welcome.home.greeting', { name })}</h1>
      )}
      <div class="home">
        {maySeePanel(actor) && <PanelCard role={actor.role} />}
        <Groups groups={home.groups} />
        <Projects projects={home.projects} />
      </div>
    </PublicLayout>
  )
}

function PanelCard({ role }: { role: Actor['role'] }) {
  const t = useWords()
  return (
    <section class="card home-panel">
      <h2>{t('welcome.home.panel_title')}</h2>
      <p>{t(role === 'admin' ? 'welcome.home.panel_admin' : 'welcome.home.panel_support')}</p>
      <LinkButton href={paths.admin.home()}>{t('welcome.home.panel')}</LinkButton>
    </section>
  )
}

function Groups({ groups }: { groups: Home['groups'] }) {
  const t = useWords()
  return (
    <Own title={t('welcome.home.groups')} empty={t('welcome.home.no_groups')} count={groups.length}>
      {groups.map(({ name }) => (
        <li>{name}</li>
      ))}
    </Own>
  )
}

function Projects({ projects }: { projects: Home['projects'] }) {
  const t = useWords()
  return (
    <Own title={t('welcome.home.projects')} empty={t('welcome.home.no_projects')} count={projects.length}>
      {projects.map(({ name, description }) => (
        <li>
          {name}
          {description && <p class="soft">{description}</p>}
        </li>
      ))}
    </Own>
  )
}

function Own({
  title,
  empty,
  count,
  children,
}: {
  title: string
  empty: string
  count: number
  children: Child
}) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {count > 0 ? <ul class="own">{children}</ul> : <p class="soft">{empty}</p>}
    </section>
  )
}
