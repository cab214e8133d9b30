import { describe, expect, it } from 'vitest'
import { codeOf } from '#src/domain/codes/code.ts'
import { replaceCode } from '#src/domain/invitations/replace-code.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite, journal } from '#test/support/invitations.ts'
import { holding, open } from '#test/support/invitee.ts'

const today = Date.now()
const fresh = { createdAt: today, expiresAt: today + 30 * dayMs }
const tell = (code: string) => post(paths.invitationOpening(), {}, holding(code))

describe('that somebody looks at an invitation', () => {
  it('is told by the page, never by getting it', async () => {
    const { code } = await invite('nina@ville.test', fresh)
    const text = await (await open(code)).text()
    expect(text).toContain(`hx-post="${paths.invitationOpening()}"`)
    expect(await journal()).toEqual([])
  })

  it('is noted once for each code, however often and fast it is told', async () => {
    const ada = await addUser(cast.ada)
    const { publicId, code } = await invite('nina@ville.test', fresh)
    const answers = await Promise.all([tell(code), tell(code), tell(code)])
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204])
    expect(await journal()).toEqual(['invitation_opened'])
    await replaceCode(db, keys, { publicId, actor: ada }, settings, today)
    await tell(code)
    await tell(codeOf(keys, { publicId, generation: 2, address: 'nina@ville.test' }))
    const opened = (await journal()).filter((action) => action === 'invitation_opened')
    expect(opened).toHaveLength(2)
    const page = await (await get(paths.admin.invitation(publicId), { as: ada })).text()
    expect(page).toContain('Opened the page of the invitation')
  })

  it('is not noted without a code, with a wrong one, or after accepting', async () => {
    const ada = await addUser(cast.ada)
    const { code } = await invite('nina@ville.test', { ...fresh, acceptedAt: today, acceptedBy: ada.id })
    for (const answer of [await post(paths.invitationOpening()), await tell('NOTHING'), await tell(code)])
      expect(answer.status).toBe(204)
    expect(await journal()).toEqual([])
  })
})
