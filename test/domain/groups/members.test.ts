import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { groupMembers } from '#src/db/schema/index.ts'
import { removeMember } from '#src/domain/groups/remove-member.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addSmartGroup } from '#test/support/groups.ts'
import { journal } from '#test/support/invitations.ts'

const now = Date.UTC(2026, 8, 1, 9)

async function town() {
  const actor = await addUser(cast.ada)
  const max = await addUser(cast.max)
  const circumstances = { actor, timeZone: 'UTC', now }
  return { max, remove: (groupId: string) => removeMember(db, groupId, max.publicId, circumstances) }
}

describe('removing a member of a smart group', () => {
  it('takes out whom somebody put there', async () => {
    const { max, remove } = await town()
    const group = await addSmartGroup('Smart', { languages: ['nl'] }, [max])
    expect(await remove(group.publicId)).toEqual({ outcome: 'removed' })
    expect(await db.$count(groupMembers)).toBe(0)
    expect(await journal()).toEqual(['group_member_removed'])
  })

  it('is refused for who meets the conditions, and takes nothing of theirs', async () => {
    const { max, remove } = await town()
    const group = await addSmartGroup('Smart', { languages: ['fr'] }, [max])
    expect(await remove(group.publicId)).toEqual({ outcome: 'meeting', name: 'Max O’Brien & <b>' })
    await db.run(sql`delete from group_members`)
    expect(await remove(group.publicId)).toMatchObject({ outcome: 'meeting' })
    expect(await journal()).toEqual([])
  })

  it('knows unknown groups and people', async () => {
    const { remove } = await town()
    expect(await remove('nothing')).toEqual({ outcome: 'unknown' })
  })
})
