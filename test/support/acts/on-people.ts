import { eq } from 'drizzle-orm'
import { users } from '#src/db/schema/index.ts'
import { paths } from '#src/paths.ts'
import { db } from '../cast.ts'
import { addSmartGroup } from '../groups.ts'
import { addGroup, addProject } from '../panel.ts'
import { givePassword, password } from '../passwords.ts'
import { type Act, max } from './act.ts'

/** What is done to people, groups and projects. */
export const actsOnPeople: Record<string, Act> = {
  'POST /admin/users/:id/role': async (as) => {
    const path = paths.admin.userRole((await max()).publicId)
    return { path, fields: { role: 'support' }, as, action: 'role_changed' }
  },
  'POST /admin/users/:id/deactivation': async (as) => ({
    ...{ path: paths.admin.userDeactivation((await max()).publicId), as, action: 'user_deactivated' },
  }),
  'POST /admin/users/:id/activation': async (as) => {
    const { id, publicId } = await max()
    await db.update(users).set({ deactivatedAt: 1 }).where(eq(users.id, id))
    return { path: paths.admin.userActivation(publicId), as, action: 'user_activated' }
  },
  'POST /admin/users/:id/erasure': async (as) => {
    const { publicId, email } = await max()
    await givePassword(as)
    return { path: paths.admin.userErasure(publicId), fields: { email, password }, as, action: 'user_erased' }
  },
  'POST /admin/groups': async (as) => ({
    ...{ path: paths.admin.groups(), fields: { name: 'Youth', kind: 'manual' }, as, action: 'group_created' },
  }),
  'POST /admin/groups/:id': async (as) => {
    const path = paths.admin.group((await addGroup('Youth')).publicId)
    return { path, fields: { name: 'Young' }, as, action: 'group_renamed' }
  },
  'POST /admin/groups/:id/members': async (as) => {
    const path = paths.admin.groupMembers((await addGroup('Youth')).publicId)
    return { path, fields: { email: (await max()).email }, as, action: 'group_member_added' }
  },
  'POST /admin/groups/:id/members/:user/removal': async (as) => {
    const person = await max()
    const path = paths.admin.groupMember((await addGroup('Youth', [person])).publicId, person.publicId)
    return { path, as, action: 'group_member_removed' }
  },
  'POST /admin/groups/:id/conditions': async (as) => {
    const path = paths.admin.groupConditions((await addSmartGroup('Youth', null)).publicId)
    return { path, fields: { languages: 'fr' }, as, action: 'group_conditions_changed' }
  },
  'POST /admin/groups/:id/deletion': async (as) => ({
    ...{ path: paths.admin.groupDeletion((await addGroup('Youth')).publicId), as, action: 'group_deleted' },
  }),
  'POST /admin/projects': async (as) => ({
    ...{ path: paths.admin.projects(), fields: { name: 'Park' }, as, action: 'project_created' },
  }),
  'POST /admin/projects/:id': async (as) => {
    const path = paths.admin.project((await addProject('Park')).publicId)
    return { path, fields: { name: 'Park', description: 'Trees' }, as, action: 'project_described' }
  },
  'POST /admin/projects/:id/managers': async (as) => {
    const path = paths.admin.projectManagers((await addProject('Park')).publicId)
    return { path, fields: { email: (await max()).email }, as, action: 'project_manager_added' }
  },
  'POST /admin/projects/:id/managers/:user/removal': async (as) => {
    const person = await max()
    const path = paths.admin.projectManager((await addProject('Park', [person])).publicId, person.publicId)
    return { path, as, action: 'project_manager_removed' }
  },
}
