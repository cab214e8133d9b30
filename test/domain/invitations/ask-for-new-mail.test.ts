import { describe, expect, it } from 'vitest'
import { askForNewMail } from '#src/domain/invitations/ask-for-new-mail.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { tableOf } from '#test/support/batches.ts'
import { post } from '#test/support/browse.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { invite, journal, now, outbox } from '#test/support/invitations.ts'
import { holding } from '#test/support/invitee.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { suppress } from '#test/support/suppressions.ts'

const later = now + 31 * dayMs

/** Expired invitations that a new mail would reopen or not, by what is known of them; and a code that opens nothing. */
async function codesInEveryState(): Promise<Record<string, string>> {
  const ada = await addUser(cast.ada)
  const [open, suppressed, refused, spent, accepted] = [
    await invite('open@ville.test'),
    await invite('suppressed@ville.test'),
    await invite('refused@ville.test'),
    await invite('spent@ville.test'),
    await invite('accepted@ville.test', { acceptedAt: now, acceptedBy: ada.id }),
  ]
  await suppress('suppressed@ville.test', 'bounce', now)
  await suppress('refused@ville.test', 'refusal', now, refused)
  for (const at of [-3, -2, -1]) await askForNewMail(db, keys, spent.code, settings, later + at)
  const codes = { open, suppressed, refused, spent, accepted }
  const found = Object.entries(codes).map(([state, { code }]) => [state, code])
  return { ...Object.fromEntries(found), unknown: 'PARVISPARVISPARV' }
}

describe('asking for a new mail', () => {
  it('writes none to a suppressed address or to who said no', async () => {
    const codes = await codesInEveryState()
    const sent: string[] = []
    for (const [state, code] of Object.entries(codes))
      if ((await askForNewMail(db, keys, code, settings, later)).length > 0) sent.push(state)
    expect(sent).toEqual(['open'])
    expect((await outbox()).filter((line) => /suppressed@|refused@/.test(line))).toHaveLength(2)
    expect(await tableOf('suppressions')).toHaveLength(2)
    expect(await tableOf('invitation_stops')).toHaveLength(1)
  })

  it('takes the same statements whatever comes of it', async () => {
    const costs: unknown[] = []
    for (const code of Object.values(await codesInEveryState())) {
      const metered = meteredDatabase()
      await askForNewMail(metered.db, keys, code, settings, later)
      costs.push([metered.meter.calls, metered.meter.statements])
    }
    expect(new Set(costs.map(String)).size).toBe(1)
  })

  it('is answered in the same words whatever comes of it', async () => {
    const codes = await codesInEveryState()
    const answers: unknown[] = []
    for (const code of Object.values(codes)) {
      const { status, headers } = await post(paths.invitationDeliveries(), {}, holding(code))
      answers.push([status, headers.get('Location'), headers.getSetCookie().join()])
    }
    expect(new Set(answers.map(String)).size).toBe(1)
    expect(answers[0]).toEqual([303, paths.invitationDeliveries(), ''])
  })
})

describe('sending again', () => {
  it('sends nothing to a suppressed address, even where no stop was noted', async () => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('nina@ville.test')
    await suppress('nina@ville.test', 'complaint', now)
    const before = [await tableOf('invitations'), await tableOf('mails')]
    const again = await sendInvitationAgain(db, keys, publicId, sam, settings, now + 1)
    expect(again).toEqual({ outcome: 'suppressed' })
    expect([await tableOf('invitations'), await tableOf('mails')]).toEqual(before)
    expect(await journal()).toEqual([])
  })

  it('forgets a bounce of an address that is no longer suppressed, so that the mail may leave', async () => {
    const sam = await addUser(cast.sam)
    const { publicId, id } = await invite('nina@ville.test')
    await suppress('nina@ville.test', 'bounce', now, { id })
    await db.run('delete from suppressions')
    const again = await sendInvitationAgain(db, keys, publicId, sam, settings, now + 1)
    expect(again).toMatchObject({ outcome: 'sent' })
    expect(await tableOf('invitation_stops')).toEqual([])
  })

  it('keeps a bounce on record where it was sent too often today', async () => {
    const sam = await addUser(cast.sam)
    const { publicId, id } = await invite('nina@ville.test')
    for (const at of [1, 2]) await sendInvitationAgain(db, keys, publicId, sam, settings, now + at)
    await suppress('nina@ville.test', 'bounce', now, { id })
    await db.run('delete from suppressions')
    const again = await sendInvitationAgain(db, keys, publicId, sam, settings, now + 3)
    expect(again).toEqual({ outcome: 'too_often' })
    expect(await tableOf('invitation_stops')).toHaveLength(1)
  })
})
