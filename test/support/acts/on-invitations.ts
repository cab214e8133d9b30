import { events } from '#src/db/schema/index.ts'
import { paths } from '#src/paths.ts'
import { draftBulk } from '../bulk.ts'
import { db } from '../cast.ts'
import { makeLetterCode } from '../letter-codes.ts'
import { addGroup } from '../panel.ts'
import { suppress } from '../suppressions.ts'
import { type Act, open } from './act.ts'

/** What is done to one invitation. */
export const actsOnInvitations: Record<string, Act> = {
  'POST /admin/invitations/:id/deliveries': async (as) => {
    const path = paths.admin.invitationDeliveries((await open()).publicId)
    return { path, as, action: 'invitation_sent_again' }
  },
  'POST /admin/invitations/:id/code': async (as) => ({
    ...{ path: paths.admin.invitationCode((await open()).publicId), as, action: 'code_revealed' },
  }),
  'POST /admin/invitations/:id/paper': async (as) => ({
    ...{ path: paths.admin.invitationPaper((await makeLetterCode(as, {}, Date.now())).publicId), as },
    action: 'code_printed',
  }),
  'POST /admin/invitations/:id/new-code': async (as) => ({
    ...{ path: paths.admin.invitationNewCode((await open()).publicId), as, action: 'code_replaced' },
  }),
  'POST /admin/invitations/:id/address': async (as) => {
    const path = paths.admin.invitationAddress((await open()).publicId)
    return { path, fields: { email: 'eva@parvis.test' }, as, action: 'address_corrected' }
  },
  'POST /admin/invitations/:id/extension': async (as) => {
    const path = paths.admin.invitationExtension((await open()).publicId)
    return { path, fields: { days: '60' }, as, action: 'invitation_extended' }
  },
  'POST /admin/invitations/:id/grant': async (as) => {
    const path = paths.admin.invitationGrant((await open()).publicId)
    const { publicId: groups } = await addGroup('Youth')
    return { path, fields: { groups }, as, action: 'grant_changed' }
  },
  'POST /admin/invitations/:id/deletion': async (as) => ({
    ...{ path: paths.admin.invitationDeletion((await open()).publicId), as, action: 'invitation_deleted' },
  }),
  'POST /admin/suppressions/lifting': async (as) => {
    await suppress('vera@parvis.test', 'bounce', 1)
    const fields = { address: 'vera@parvis.test' }
    return { path: paths.admin.suppressionLifting(), fields, as, action: 'suppression_lifted' }
  },
}

/** What is done to many at once, and taken out of the house. */
export const actsOnLists: Record<string, Act> = {
  'POST /admin/bulk/:id/confirmation': async (as) => {
    await open()
    const { publicId, total } = await draftBulk('extend', as)
    const fields = { total: String(total) }
    return { path: paths.admin.bulkConfirmation(publicId), fields, as, action: 'bulk_confirmed' }
  },
  'POST /admin/bulk/:id/cancellation': async (as) => {
    await open()
    const { publicId } = await draftBulk('extend', as)
    return { path: paths.admin.bulkCancellation(publicId), as, action: 'bulk_cancelled' }
  },
  'POST /admin/invitations/export': async (as) => {
    await open()
    const path = paths.admin.invitationExport()
    return { path, fields: { format: 'csv' }, as, action: 'invitations_exported' }
  },
  'POST /admin/users/export': async (as) => ({
    ...{ path: paths.admin.userExport(), fields: { format: 'csv' }, as, action: 'users_exported' },
  }),
  'POST /admin/journal/export': async (as) => {
    await db.insert(events).values({ at: 1, action: 'mail_opened', subjectType: 'mail', subjectId: 'flow' })
    const path = paths.admin.journalExport()
    return { path, fields: { format: 'csv' }, as, action: 'journal_exported' }
  },
}
