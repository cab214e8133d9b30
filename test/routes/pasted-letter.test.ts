import { beforeEach, describe, expect, it } from 'vitest'
import { invitations } from '#src/db/schema/index.ts'
import { deriveCode, deriveLetterCode, formatCode, macOfCode } from '#src/domain/codes/code.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { post } from '#test/support/browse.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'

const today = Date.now()
const fresh = { createdAt: today, expiresAt: today + 30 * dayMs }
const { invitationSearch } = paths.admin

/** A letter, longer than what a search holds, in which a code stands after so many characters, and after a word that reads as one. */
const letter = (code: string, before: number, after = '. See you soon!') =>
  `${'Your code is '.padStart(before, 'Probablemente ')}${code}${after}`

describe('a whole letter that is pasted into the search', () => {
  let sam: Actor

  beforeEach(async () => {
    sam = await addUser(cast.sam)
  })

  it.each([
    ['beyond what a search holds', 300],
    ['where a search is cut off', 95],
  ])('leads by its code, %s, to its invitation', async (_where, before) => {
    const { publicId } = await invite('zoe@ville.test', fresh)
    for (const code of [deriveCode(keys, publicId, 1), deriveLetterCode(keys, publicId, 1)]) {
      await db.update(invitations).set({ codeMac: macOfCode(keys, code) })
      const answer = await post(invitationSearch(), { q: letter(formatCode(code), before) }, { as: sam })
      expect(answer.headers.get('Location')).toBe(paths.admin.invitation(publicId))
    }
  })

  it('leaves nothing of its code in an address, be it unknown or mistyped', async () => {
    const code = formatCode(deriveLetterCode(keys, 'nobody', 1))
    const mistyped = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`
    for (const [q, status] of [
      [letter(code, 95), 404],
      [letter(mistyped, 95, ' - see you soon!'), 422],
    ] as const)
      for (const headers of [{}, { 'HX-Request': 'true' }]) {
        const answer = await post(invitationSearch(), { q }, { as: sam, headers })
        expect([answer.status, answer.headers.get('Location')]).toEqual([status, null])
        expect(answer.headers.get('HX-Replace-Url') ?? '').not.toContain('q=')
      }
  })
})

it.each([
  ['Zoe says ', ', please'],
  ['says here: ', '.'],
  ['Code:', ' “”'],
])(
  'a code in groups within a sentence leads to its invitation, and stands in no address',
  async (before, after) => {
    const sam = await addUser(cast.sam)
    const { publicId } = await invite('zoe@ville.test', fresh)
    // This one has digits, as nearly all have.
    const code = deriveLetterCode(keys, 'written down', 1)
    await db.update(invitations).set({ codeMac: macOfCode(keys, code) })
    const around = (mark: string) => `${before}${formatCode(code).replaceAll('-', mark)}${after}`
    for (const mark of [' ', '-', '/']) {
      const found = await post(invitationSearch(), { q: around(mark) }, { as: sam })
      expect(found.headers.get('Location'), mark).toBe(paths.admin.invitation(publicId))
    }
    await db.delete(invitations)
    const unknown = await post(invitationSearch(), { q: around(' ') }, { as: sam })
    expect([unknown.status, unknown.headers.get('Location')]).toEqual([404, null])
  },
)
