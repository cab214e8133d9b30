import type { ListedProject } from '#src/domain/projects/list-projects.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

type ProjectsPageProps = {
  rows: ListedProject[]
  next?: string
  previous?: string
  /** Drawn anew with each form, so that one sent twice makes one project. */
  formId: string
  given?: Record<string, string | string[]> | undefined
  errors?: FieldErrors | undefined
}

export function ProjectsPage({ rows, next, previous, formId, given, errors = {} }: ProjectsPageProps) {
  const t = useWords()
  const at = (place: Record<string, string>) => `${paths.admin.projects()}?${new URLSearchParams(place)}`
  return (
    <PanelLayout title={t('projects.list.title')} section="projects">
      <ErrorSummary errors={errors} />
      <PageHeader title={t('projects.list.title')} lead={t('projects.list.lead')} />
      <NewProject formId={formId} given={given} errors={errors} />
      {rows.length > 0 ? <ProjectTable rows={rows} /> : <NoProjects />}
      <Paging next={next && at({ after: next })} previous={previous && at({ before: previous })} />
    </PanelLayout>
  )
}

function NewProject({ formId, given, errors }: Pick<ProjectsPageProps, 'formId' | 'given' | 'errors'>) {
  const t = useWords()
  return (
    <form class="filters" method="post" action={paths.admin.projects()} aria-label={t('projects.list.new')}>
      <input type="hidden" name="id" value={formId} />
      <TextField
        name="name"
        label={t('projects.list.new_name')}
        value={String(given?.name ?? '')}
        error={errors?.name}
        maxlength={100}
        required
        autocomplete="off"
      />
      <Button>{t('projects.list.create')}</Button>
    </form>
  )
}

function NoProjects() {
  const t = useWords()
  return (
    <Empty title={t('projects.list.empty.title')}>
      <p>{t('projects.list.empty.text')}</p>
    </Empty>
  )
}

function ProjectTable({ rows }: { rows: ListedProject[] }) {
  const t = useWords()
  return (
    <Table caption={t('projects.list.caption')} head={[t('projects.list.name'), t('projects.list.managers')]}>
      {rows.map((project) => (
        <tr data-id={project.publicId} data-state="open">
          <th scope="row">
            <a href={paths.admin.project(project.publicId)}>{project.name}</a>
            {project.isNameShared && <span class="hint">{t('projects.list.shared')}</span>}
          </th>
          <td data-label={t('projects.list.managers')}>{project.managerCount}</td>
        </tr>
      ))}
    </Table>
  )
}
