import { groupMembers, groups, projectManagers, projects, users } from '#src/db/schema/index.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { db } from './cast.ts'

type Person = Pick<Actor, 'id'>

export async function addGroup(name: string, members: Person[] = []) {
  const [group] = await db.insert(groups).values({ publicId: newPublicId(), name, createdAt: 0 }).returning()
  if (!group) throw new Error('The group was not added')
  for (const { id } of members)
    await db.insert(groupMembers).values({ groupId: group.id, userId: id, addedAt: 0 })
  return group
}

export async function addProject(name: string, managers: Person[] = []) {
  const [project] = await db
    .insert(projects)
    .values({ publicId: newPublicId(), name, createdAt: 0 })
    .returning()
  if (!project) throw new Error('The project was not added')
  for (const { id } of managers)
    await db.insert(projectManagers).values({ projectId: project.id, userId: id, addedAt: 0 })
  return project
}

/** Many registered people: person1@parvis.test, person2@parvis.test… */
export async function addPeople(count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    publicId: newPublicId(),
    email: `person${index + 1}@parvis.test`,
    firstName: `Person ${index + 1}`,
    lastName: 'Doe',
    locale: 'en',
    createdAt: new Date(0),
    updatedAt: new Date(0),
  }))
  const added: Person[] = []
  for (let start = 0; start < count; start += 10) {
    const slice = people.slice(start, start + 10)
    added.push(...(await db.insert(users).values(slice).returning({ id: users.id })))
  }
  return added
}

/** The address of the neighbouring page that a list links to. */
export function linkTo(page: string, rel: 'next' | 'prev'): string {
  const link = new RegExp(`rel="${rel}" href="([^"]+)"`).exec(page)?.[1]
  if (!link) throw new Error(`The page has no link to its ${rel} page`)
  return link.replaceAll('&amp;', '&')
}
