import { Hono } from 'hono'
import * as v from 'valibot'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { addManager } from '#src/domain/projects/add-manager.ts'
import { createProject } from '#src/domain/projects/create-project.ts'
import { describeProject } from '#src/domain/projects/describe-project.ts'
import { listProjects } from '#src/domain/projects/list-projects.ts'
import { mayChangeProjects, maySeeProjects } from '#src/domain/projects/may.ts'
import { descriptionMax } from '#src/domain/projects/project.ts'
import { readProject } from '#src/domain/projects/read-project.ts'
import { removeManager } from '#src/domain/projects/remove-manager.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { formId, longText, registeredAddress, shortName } from '#src/http/form-fields.ts'
import { allow } from '#src/http/guards.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { type Given, readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { ProjectsPage } from '#views/projects/list.tsx'
import { ProjectPage } from '#views/projects/project.tsx'

export const projectsRoutes = new Hono<App>()

const described = v.object({
  name: shortName('projects.errors.name_missing', 'projects.errors.name_too_long'),
  description: longText('projects.errors.description_too_long', descriptionMax),
})
const newProject = v.object({ ...described.entries, id: formId })
const newManager = v.object({ email: registeredAddress('projects.errors.address_invalid') })

projectsRoutes.get(paths.admin.projects(), allow(maySeeProjects), (c) => showProjects(c))

projectsRoutes.post(paths.admin.projects(), allow(mayChangeProjects), async (c) => {
  const form = await readForm(c, newProject)
  if (!form.isValid) return showProjects(c, form.given, form.errors)
  const { id, ...values } = form.values
  const { outcome } = await createProject(c.get('db'), { publicId: id, ...values }, actorOf(c), c.get('now'))
  if (outcome === 'forbidden') return forbidden(c)
  leaveFlash(c, 'project_created')
  return goTo(c, paths.admin.project(id))
})

projectsRoutes.get(paths.admin.project(':id'), allow(maySeeProjects), (c) =>
  showProject(c, c.req.param('id') ?? ''),
)

projectsRoutes.post(paths.admin.project(':id'), allow(mayChangeProjects), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, described)
  if (!form.isValid) return showProject(c, id, form.given, form.errors)
  const { outcome } = await describeProject(c.get('db'), id, form.values, actorOf(c), c.get('now'))
  if (outcome === 'unknown') return notFound(c)
  if (outcome === 'forbidden') return forbidden(c)
  leaveFlash(c, 'project_saved')
  return goTo(c, paths.admin.project(id))
})

// Reloading, or changing the language, on the page that a refused form shows.
projectsRoutes.get(paths.admin.projectManagers(':id'), allow(maySeeProjects), (c) =>
  goTo(c, paths.admin.project(c.req.param('id') ?? '')),
)

projectsRoutes.post(paths.admin.projectManagers(':id'), allow(mayChangeProjects), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, newManager)
  if (!form.isValid) return showProject(c, id, form.given, form.errors)
  const { address, emailKey } = form.values.email
  const { outcome } = await addManager(c.get('db'), id, emailKey, actorOf(c), c.get('now'))
  const unknownAddress = { key: 'projects.errors.not_registered', values: { address } } as const
  switch (outcome) {
    case 'added':
      leaveFlash(c, 'manager_added')
      return goTo(c, paths.admin.project(id))
    case 'not_registered':
      return showProject(c, id, form.given, { email: unknownAddress })
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return notFound(c)
  }
})

projectsRoutes.post(paths.admin.projectManager(':id', ':user'), allow(mayChangeProjects), async (c) => {
  const [id, user] = [c.req.param('id') ?? '', c.req.param('user') ?? '']
  const { outcome } = await removeManager(c.get('db'), id, user, actorOf(c), c.get('now'))
  if (outcome === 'forbidden') return forbidden(c)
  leaveFlash(c, 'manager_removed')
  return goTo(c, paths.admin.project(id))
})

async function showProjects(c: AppContext, given?: Given, errors?: FieldErrors) {
  const list = await listProjects(c.get('db'), readListQuery(c), c.get('words').language)
  const props = { ...list, formId: newPublicId(), given, errors }
  return page(c, <ProjectsPage {...props} />, errors ? 422 : 200)
}

async function showProject(c: AppContext, id: string, given?: Given, errors?: FieldErrors) {
  const project = await readProject(c.get('db'), id, readListQuery(c))
  if (!project) return notFound(c)
  return page(c, <ProjectPage project={project} given={given} errors={errors} />, errors ? 422 : 200)
}
