import { beforeEach, describe, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { countsOn, openReview, postAddresses, postWorkbook, problemsOn } from '#test/support/batch-pages.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { suppress } from '#test/support/suppressions.ts'

const since = Date.UTC(2026, 10, 3, 23, 30)

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

describe('a suppressed address in the review', () => {
  it('is a problem of its own kind that says why, since when in the platform’s zone, and where to lift it', async () => {
    await suppress('gone@x.org', 'refusal', since)
    const { html } = await openReview(await postAddresses('ann@x.org, Gone@x.org', ada), ada)
    expect(countsOn(html)).toMatchObject({ invite: 1, problem: 1 })
    expect(problemsOn(html)).toEqual(['suppressed 2'])
    expect(html).toContain('declined our invitation on 4 November 2026')
    expect(html).toContain(`href="${paths.admin.suppressions({ q: 'Gone@x.org' })}"`)
    expect(html).toContain('data-kind="suppressed"')
  })

  it('is told in the workbook of problems', async () => {
    await suppress('gone@x.org', 'bounce', since)
    const rows = [['Email'], ['gone@x.org'], ['ann@x.org']]
    const { id, html } = await openReview(await postWorkbook(rows, ada), ada)
    expect(problemsOn(html)).toEqual(['suppressed 2 A2'])
    const answer = await get(paths.admin.batchProblems(id), { as: ada })
    const { Sheets, SheetNames } = read(new Uint8Array(await answer.arrayBuffer()))
    const cells = utils.sheet_to_json<string[]>(Sheets[SheetNames[0] ?? ''] ?? {}, { header: 1 })
    expect(String(cells[1])).toContain('has come back since 4 November 2026')
  })

  it('can be repaired by lifting the suppression and saving the row again', async () => {
    await suppress('gone@x.org', 'complaint', since)
    const { id } = await openReview(await postAddresses('gone@x.org', ada), ada)
    const save = () => post(paths.admin.batchRow(id, '1'), { email: 'gone@x.org' }, { as: ada })
    const refused = await save()
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('as spam on 4 November 2026')
    await post(paths.admin.suppressionLifting(), { address: 'gone@x.org' }, { as: ada })
    expect((await save()).status).toBe(303)
    const html = await (await get(paths.admin.batch(id), { as: ada })).text()
    expect(countsOn(html)).toMatchObject({ invite: 1, problem: 0 })
  })
})
