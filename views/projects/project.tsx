import { nameMax } from '#src/domain/groups/group.ts'
import { descriptionMax } from '#src/domain/projects/project.ts'
import type { Project } from '#src/domain/projects/read-project.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { PeopleTable } from '../components/people-table.tsx'
import { TextArea } from '../components/text-area.tsx'
import { AboutLink } from '../journal/about-link.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

type ProjectPageProps = {
  project: Project
  given?: Record<string, string | string[]> | undefined
  errors?: FieldErrors | undefined
}

export function ProjectPage({ project, given, errors = {} }: ProjectPageProps) {
  const t = useWords()
  return (
    <PanelLayout title={project.name} section="projects">
      <ErrorSummary errors={errors} />
      <PageHeader title={project.name} lead={project.description || undefined} />
      <div class="side-by-side">
        <AddManager project={project} given={given} errors={errors} />
        <Describe project={project} given={given} errors={errors} />
      </div>
      <h2>{t('projects.project.managers')}</h2>
      <Managers project={project} />
      <AboutLink subject="project" id={project.publicId} />
    </PanelLayout>
  )
}

function AddManager({ project, given, errors }: ProjectPageProps) {
  const t = useWords()
  return (
    <form class="card" method="post" action={paths.admin.projectManagers(project.publicId)} novalidate>
      <h2>{t('projects.project.add')}</h2>
      <TextField
        type="email"
        name="email"
        label={t('projects.project.email')}
        value={String(given?.email ?? '')}
        error={errors?.email}
        required
        autocomplete="off"
      />
      <Button>{t('projects.project.add_button')}</Button>
    </form>
  )
}

function Describe({ project, given, errors }: ProjectPageProps) {
  const t = useWords()
  return (
    <form class="card" method="post" action={paths.admin.project(project.publicId)}>
      <h2>{t('projects.project.describe')}</h2>
      <TextField
        name="name"
        label={t('projects.project.name')}
        value={String(given?.name ?? project.name)}
        error={errors?.name}
        maxlength={nameMax}
        required
        autocomplete="off"
      />
      <TextArea
        name="description"
        label={t('projects.project.description')}
        hint={t('projects.project.description_hint', { max: descriptionMax })}
        value={String(given?.description ?? project.description)}
        error={errors?.description}
        maxlength={descriptionMax}
        rows={3}
      />
      <Button kind="quiet">{t('projects.project.save')}</Button>
    </form>
  )
}

function Managers({ project }: { project: Project }) {
  const t = useWords()
  const { rows, next, previous } = project.managers
  const at = (place: Record<string, string>) =>
    `${paths.admin.project(project.publicId)}?${new URLSearchParams(place)}`
  if (rows.length === 0)
    return (
      <Empty title={t('projects.project.empty.title')}>
        <p>{t('projects.project.empty.text')}</p>
      </Empty>
    )
  return (
    <div class="list">
      <PeopleTable
        caption={t('projects.project.caption')}
        head={{
          person: t('projects.project.person'),
          address: t('projects.project.address'),
          added: t('projects.project.added'),
          actions: t('projects.project.actions'),
        }}
        people={rows}
        remove={{
          action: (person) => paths.admin.projectManager(project.publicId, person.publicId),
          label: t('projects.project.remove'),
          labelWith: (name) => t('projects.project.remove_who', { name }),
        }}
      />
      <Paging next={next && at({ after: next })} previous={previous && at({ before: previous })} />
    </div>
  )
}
