import { beforeEach, describe, expect, it } from 'vitest'
import { batches, users } from '#src/db/schema/index.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

const { invitationFilters } = paths.admin
const at = Date.UTC(2026, 4, 3, 12, 5)

let ada: Actor
let sam: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
  sam = await addUser(cast.sam)
})

const open = async (path: string, as = ada) => (await get(path, { as })).text()

/** Batches that were carried out, each a minute after the one before. */
async function addBatches(count: number, made: Partial<typeof batches.$inferInsert> = {}): Promise<string[]> {
  const done = { createdBy: ada.id, source: 'addresses', state: 'done', chunkCount: 1 } as const
  const ids = Array.from({ length: count }, newPublicId)
  for (const [minute, publicId] of ids.entries()) {
    const createdAt = at + minute * 60_000
    await db
      .insert(batches)
      .values({ publicId, options: {}, counts: {}, createdAt, readAt: createdAt, ...done, ...made })
  }
  return ids
}

/** What the field for batches is told with, as somebody who hears it. */
function describedOn(page: string): string | undefined {
  const [, id] = /<select id="batch" aria-describedby="([^"]+)"/.exec(page) ?? []
  return id && new RegExp(`<p class="hint" id="${id}">(.*?)</p>`).exec(page)?.[1]
}

describe('the batches to choose from', () => {
  it('are told apart by their minute and by what they were made from', async () => {
    const [typed] = await addBatches(1)
    const [file] = await addBatches(1, { source: 'workbook', fileName: "O'Brien & <b>.xlsx" })
    const page = await open(invitationFilters())
    expect(page).toContain(
      `<option value="${typed}">3 May 2026, 14:05, \u2068Typed addresses\u2069, Ada Martin</option>`,
    )
    expect(page).toContain(
      `<option value="${file}">3 May 2026, 14:05, \u2068O&#39;Brien &amp; &lt;b&gt;.xlsx\u2069, Ada Martin</option>`,
    )
  })

  it('are all of them up to twenty, and then nothing more is said', async () => {
    const ids = await addBatches(20)
    const page = await open(invitationFilters())
    for (const id of ids) expect(page).toContain(`<option value="${id}">`)
    expect(describedOn(page)).toBeUndefined()
  })

  it('say of themselves where they are the newest, and lead administrators to the others', async () => {
    const [oldest = '', ...newest] = await addBatches(21)
    const page = await open(invitationFilters())
    for (const id of newest) expect(page).toContain(`<option value="${id}">`)
    expect(page).not.toContain(oldest)
    expect(describedOn(page)).toContain('These are the 20 newest.')
    expect(describedOn(page)).toContain(`<a href="${paths.admin.batches()}">All batches</a>`)
    expect(describedOn(await open(invitationFilters(), sam))).toBe('These are the 20 newest.')
  })

  it('name nobody who was erased', async () => {
    const [id] = await addBatches(1)
    await db.update(users).set({ firstName: '', lastName: '' })
    expect(await open(invitationFilters())).toContain(
      `<option value="${id}">3 May 2026, 14:05, \u2068Typed addresses\u2069</option>`,
    )
  })

  it('hold the chosen one, however old', async () => {
    const [oldest = ''] = await addBatches(21)
    expect(await open(invitationFilters({ batch: oldest }))).toMatch(
      new RegExp(`<option value="${oldest}" selected=""?>3 May 2026, 14:05, `),
    )
  })
})

describe('a filter by batch', () => {
  it('says on the list, before an export and before an act on all, which batch it is', async () => {
    const { publicId: batch } = await inviteAll(rowsOf('zoe@ville.test'), ada, {}, at)
    await db.update(batches).set({ source: 'workbook', fileName: "O'Brien & <b>.xlsx" })
    const said =
      'from the batch of 3 May 2026, 14:05, \u2068O&#39;Brien &amp; &lt;b&gt;.xlsx\u2069, by Ada Martin'
    expect(await open(paths.admin.invitations({ batch }))).toContain(`Remove this filter: ${said}`)
    expect(await open(paths.admin.invitationExport({ batch }))).toContain(`<strong>${said}</strong>`)
    const drafted = await post(
      paths.admin.bulkActions(),
      { kind: 'delete', scope: 'all', batch },
      { as: ada },
    )
    expect(textOn(await open(drafted.headers.get('Location') ?? ''))).toContain(`1 matching: ${said}`)
  })
})
