import { eq } from 'drizzle-orm'
import { batches } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { draft, inviteAll, rowsOf } from '../batches.ts'
import { post } from '../browse.ts'
import { db } from '../cast.ts'
import { makeLetterCode } from '../letter-codes.ts'
import { workbookFile } from '../sheets.ts'
import type { Act } from './act.ts'

const drafted = (as: Actor, ...people: string[]) => draft(rowsOf(...people), as, {}, Date.now())
const invited = (as: Actor) => inviteAll(rowsOf('ann@x.org'), as, {}, Date.now())

/** What is done to batches. */
export const actsOnBatches: Record<string, Act> = {
  'POST /admin/batches': async (as) => {
    const fields = { source: 'addresses', addresses: 'ann@x.org' }
    return { path: paths.admin.batches(), fields, as, action: 'batch_drafted' }
  },
  'POST /admin/uploads/:id': async (as) => {
    const file = workbookFile(
      [
        ['Who', 'Where'],
        ['Martin', 'ann@x.org'],
      ],
      'people.xlsx',
    )
    const asked = await post(paths.admin.batches(), { source: 'workbook', file }, { as })
    const path = /action="(\/admin\/uploads\/[^"]+)"/.exec(await asked.text())?.[1] ?? ''
    const fields = { header: 'on', column_0: 'last_name', column_1: 'email' }
    return { path, fields, as, action: 'batch_drafted' }
  },
  'POST /admin/batches/:id/rows/:row': async (as) => {
    const { publicId } = await drafted(as, 'ann@x.org', 'bad address')
    const fields = { email: 'bo@x.org' }
    return { path: paths.admin.batchRow(publicId, '2'), fields, as, action: 'batch_row_repaired' }
  },
  'POST /admin/batches/:id/choices': async (as) => {
    await invited(as)
    const path = paths.admin.batchChoices((await drafted(as, 'ann@x.org')).publicId)
    return { path, fields: { existing: 'renew' }, as, action: 'batch_choice_changed' }
  },
  'POST /admin/batches/:id/confirmation': async (as) => {
    const path = paths.admin.batchConfirmation((await drafted(as, 'ann@x.org')).publicId)
    return { path, as, action: 'batch_confirmed' }
  },
  'POST /admin/batches/:id/cancellation': async (as) => {
    const path = paths.admin.batchCancellation((await drafted(as, 'ann@x.org')).publicId)
    return { path, as, action: 'batch_cancelled' }
  },
  'POST /admin/batches/:id/codes.xlsx': async (as) => {
    const { batch } = await makeLetterCode(as, {}, Date.now())
    return { path: paths.admin.batchCodes(batch), as, action: 'codes_exported' }
  },
  'POST /admin/batches/:id/codes.csv': async (as) => {
    const { batch } = await makeLetterCode(as, {}, Date.now())
    return { path: paths.admin.batchCodesCsv(batch), as, action: 'codes_exported' }
  },
  'POST /admin/batches/:id/paper': async (as) => {
    const { batch } = await makeLetterCode(as, {}, Date.now())
    const fields = { from: '1', to: '1' }
    return { path: paths.admin.batchPaper(batch), fields, as, action: 'codes_printed' }
  },
  'POST /admin/batches/:id/letters/test': async (as) => {
    const path = paths.admin.batchLetterTest((await drafted(as, 'ann@x.org')).publicId)
    return { path, fields: { kind: 'invitation', language: 'en' }, as, action: 'letter_test_sent' }
  },
  'POST /admin/batches/:id/pause': async (as) => ({
    ...{ path: paths.admin.batchPause((await invited(as)).publicId), as, action: 'batch_mails_paused' },
  }),
  'POST /admin/batches/:id/resumption': async (as) => {
    const { id, publicId } = await invited(as)
    await db.update(batches).set({ pausedAt: 1, pauseReason: 'bounces' }).where(eq(batches.id, id))
    return { path: paths.admin.batchResumption(publicId), as, action: 'batch_mails_resumed' }
  },
}
