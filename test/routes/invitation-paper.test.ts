import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { grants, invitations } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/codes/code.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'
import { makeLetterCode } from '#test/support/letter-codes.ts'
import { readQrCodes } from '#test/support/qr.ts'

const today = Date.now()
type As = Parameters<typeof post>[2]
const paper = (id: string, as?: As, fields = {}) => post(paths.admin.invitationPaper(id), fields, as)

const printed = async () =>
  (await db.query.events.findMany()).filter(({ action }) => action === 'code_printed')

describe('the one letter of an invitation', () => {
  it('is for staff', async () => {
    const { publicId } = await makeLetterCode(await addUser(cast.ada), {}, today)
    expect((await paper(publicId)).status).toBe(303)
    expect((await paper(publicId, { as: await addUser(cast.max) })).status).toBe(403)
    expect(await printed()).toEqual([])
  })

  it('comes for the form alone: whoever opens the address gets the invitation, and nothing is written', async () => {
    const as = await addUser(cast.ada)
    const { publicId } = await makeLetterCode(as, {}, today)
    const answer = await get(paths.admin.invitationPaper(publicId), { as })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(paths.admin.invitation(publicId))
    expect(await printed()).toEqual([])
  })

  it('is printed with its code and QR code in its language, and the journal tells who printed it', async () => {
    const { publicId, code } = await makeLetterCode(await addUser(cast.ada), { language: 'fr' }, today)
    const sam = await addUser(cast.sam)
    const html = await (await paper(publicId, { as: sam }, { paper: 'letter' })).text()
    expect(html).toContain(formatCode(code))
    expect(readQrCodes(html)).toEqual([settings.origin + paths.code(code)])
    expect(html).toContain('Tapez ce code')
    expect(html).toContain('sheets on-letter window-right')
    expect(html).toContain('<title>Parvis · Letter to Zoé Roy</title>')
    expect(await printed()).toMatchObject([{ actorId: sam.id, subjectId: publicId }])
    expect(JSON.stringify(await printed())).not.toContain(code)
  })

  it('is asked for with a choice of paper and window, the usual ones of its language first', async () => {
    const as = await addUser(cast.ada)
    const french = await makeLetterCode(as, { language: 'fr' }, today)
    const dutch = await makeLetterCode(as, { language: 'nl' }, today)
    const chosenOn = async ({ publicId }: { publicId: string }) => {
      const page = await (await get(paths.admin.invitation(publicId), { as })).text()
      const form =
        page.split(`action="${paths.admin.invitationPaper(publicId)}"`)[1]?.split('</form>')[0] ?? ''
      return [...form.matchAll(/name="(paper|window)" value="(\w+)" checked/g)].map(([, name, value]) => [
        name,
        value,
      ])
    }
    expect(Object.fromEntries(await chosenOn(french))).toEqual({ paper: 'a4', window: 'right' })
    const usual = Object.fromEntries(await chosenOn(dutch))
    expect(usual).toEqual({ paper: 'a4', window: 'left' })
    expect(await (await paper(dutch.publicId, { as }, usual)).text()).toContain('sheets on-a4 window-left')
    const other = { paper: 'letter', window: 'right' }
    expect(await (await paper(dutch.publicId, { as }, other)).text()).toContain(
      'sheets on-letter window-right',
    )
  })

  it('is kept from support staff where the code grants more than they hold, and the attempt is noted', async () => {
    const { publicId, grantId, code } = await makeLetterCode(await addUser(cast.ada), {}, today)
    await db.update(grants).set({ admin: true }).where(eq(grants.id, grantId))
    const answer = await paper(publicId, { as: await addUser(cast.sam) })
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain(formatCode(code))
    const actions = (await db.query.events.findMany()).map(({ action }) => action)
    expect(actions).toContain('code_refused')
    expect(await printed()).toEqual([])
  })

  it('is not printed when it was used, has expired, goes to a mailbox or is unknown', async () => {
    const as = await addUser(cast.ada)
    const used = await makeLetterCode(as, {}, today)
    await db.run(sql`update invitations set accepted_at = 1, accepted_by = ${as.id} where id = ${used.id}`)
    expect((await paper(used.publicId, { as })).status).toBe(410)
    const expired = await makeLetterCode(as, {}, today)
    await db
      .update(invitations)
      .set({ expiresAt: today - 1 })
      .where(eq(invitations.id, expired.id))
    const late = await paper(expired.publicId, { as })
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('there is no letter to print')
    const { publicId: mailed } = await invite('nina@ville.test')
    for (const id of [mailed, 'nothing']) expect((await paper(id, { as })).status).toBe(404)
    expect(await printed()).toEqual([])
  })
})
