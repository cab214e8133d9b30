import { describe, expect, it } from 'vitest'
import { projectManagers, projects } from '#src/db/schema/index.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'
import { addPeople, addProject, linkTo } from '#test/support/panel.ts'

const signInAda = () => addUser(cast.ada)

describe('the list of projects', () => {
  it('shows how many people manage each', async () => {
    const ada = await signInAda()
    const { publicId } = await addProject('Budget', [ada])
    const answer = await (await get(paths.admin.projects(), { as: ada })).text()
    expect(answer).toContain(`data-id="${publicId}" data-state="open"`)
    expect(answer).toMatch(/Budget<\/a><\/th><td[^>]*>1</)
  })

  it('says how to begin when there is none', async () => {
    const answer = await get(paths.admin.projects(), { as: await signInAda() })
    expect(await answer.text()).toContain('No project yet')
  })
})

describe('creating a project', () => {
  it('leads to its page and is written to the journal', async () => {
    const answer = await post(paths.admin.projects(), { name: ' Budget ' }, { as: await signInAda() })
    const [project] = await db.select().from(projects)
    expect(project).toMatchObject({ name: 'Budget', description: '' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(paths.admin.project(project?.publicId ?? ''))
    expect(await journal()).toEqual(['project_created'])
  })

  it('clicked twice makes one project', async () => {
    const ada = await signInAda()
    const id = '0123456789abcdefghjk'
    await Promise.all([1, 2].map(() => post(paths.admin.projects(), { name: 'Budget', id }, { as: ada })))
    expect(await db.$count(projects)).toBe(1)
    expect(await journal()).toEqual(['project_created'])
  })

  it('wants a name', async () => {
    const answer = await post(paths.admin.projects(), { name: ' ' }, { as: await signInAda() })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Give the project a name')
    expect(await db.$count(projects)).toBe(0)
  })
})

describe('a project', () => {
  it('gets a name and a description of several lines', async () => {
    const ada = await signInAda()
    const { publicId } = await addProject('Budget')
    const given = { name: 'Budget 2027', description: 'Ensemble.\r\n\r\n<script>\u202e' }
    const answer = await post(paths.admin.project(publicId), given, { as: ada })
    expect(answer.status).toBe(303)
    const [project] = await db.select().from(projects)
    expect(project).toMatchObject({ name: 'Budget 2027', description: 'Ensemble.\n\n<script>' })
    const text = await (await get(paths.admin.project(publicId), { as: ada })).text()
    expect(text).toContain('&lt;script&gt;')
    expect(await journal()).toEqual(['project_described'])
  })

  it('keeps what was typed when the description is too long', async () => {
    const { publicId } = await addProject('Budget')
    const given = { name: 'Budget 2027', description: 'x'.repeat(1001) }
    const answer = await post(paths.admin.project(publicId), given, { as: await signInAda() })
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain('A description has 1,000 characters at most')
    expect(text).toContain('x'.repeat(1001))
    expect((await db.select().from(projects))[0]?.name).toBe('Budget')
  })

  it('receives and loses a manager once, however often the button is clicked', async () => {
    const ada = await signInAda()
    const max = await addUser(cast.max)
    const { publicId } = await addProject('Budget')
    const add = () =>
      post(paths.admin.projectManagers(publicId), { email: `Max <${max.email}>` }, { as: ada })
    await Promise.all([add(), add()])
    expect(await db.select().from(projectManagers)).toMatchObject([{ userId: max.id }])
    const remove = () => post(paths.admin.projectManager(publicId, max.publicId), {}, { as: ada })
    await Promise.all([remove(), remove()])
    expect(await db.$count(projectManagers)).toBe(0)
    expect(await journal()).toEqual(['project_manager_added', 'project_manager_removed'])
  })

  it('says what to do about someone who is not registered', async () => {
    const { publicId } = await addProject('Budget')
    const given = { email: 'vera@parvis.test' }
    const answer = await post(paths.admin.projectManagers(publicId), given, { as: await signInAda() })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Nobody is registered with vera@parvis.test')
    expect(await db.$count(projectManagers)).toBe(0)
  })

  it('shows its managers page by page', async () => {
    const ada = await signInAda()
    const { publicId } = await addProject('Budget', await addPeople(26))
    const first = await (await get(paths.admin.project(publicId), { as: ada })).text()
    expect(first.match(/<tr data-id/g)).toHaveLength(25)
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    expect(second.match(/<tr data-id/g)).toHaveLength(1)
  })

  it('that does not exist is not found, at every door', async () => {
    const ada = await signInAda()
    const answers = [
      await get(paths.admin.project('nothing'), { as: ada }),
      await post(paths.admin.project('nothing'), { name: 'A' }, { as: ada }),
      await post(paths.admin.projectManagers('nothing'), { email: 'ada@parvis.test' }, { as: ada }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  })
})
