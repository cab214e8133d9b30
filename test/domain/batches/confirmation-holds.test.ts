import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BatchOptions, RowOutcome } from '#src/domain/batches/batch.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { readChanges } from '#src/domain/batches/read-changes.ts'
import type { CheckedRow } from '#src/domain/batches/row.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { confirm, draft, now, runAll, tableOf } from '#test/support/batches.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast, cookieOf, db } from '#test/support/cast.ts'
import {
  buildStreet,
  changes,
  choices,
  happen,
  type Invited,
  type Known,
  lines,
  listOf,
  origins,
  type Person,
  readKnown,
} from '#test/support/street.ts'

let ada: Actor
let cookie: string
beforeEach(async () => {
  ada = await addUser(cast.ada)
  cookie = await cookieOf(ada)
})

type Drafted = { id: number; publicId: string; rows: (CheckedRow & { outcome: RowOutcome })[] }

describe('confirmation', () => {
  it('does exactly what the review said, whatever the list and whoever is known', {
    timeout: 200_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(origins, lines, choices, async (origins, given, chosen) => {
        const { batch } = await reviewed(origins, given, chosen)
        if (batch === null) return
        const before = await readKnown()
        await carryOut(batch)
        expect(await changesOf(batch)).toEqual([])
        await expectOutcome(batch, before)
      }),
      { numRuns: 60 },
    )
  })

  it('lists exactly what came out otherwise, whatever happens in between', { timeout: 200_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(origins, lines, choices, changes, async (origins, given, chosen, happened) => {
        const { street, batch } = await reviewed(origins, given, chosen)
        if (batch === null) return
        for (const change of happened) await happen(street, change)
        const before = await readKnown()
        await carryOut(batch)
        await expectOutcome(batch, before)
      }),
      { numRuns: 120 },
    )
  })
})

async function reviewed(
  origins: readonly string[],
  given: Parameters<typeof listOf>[1],
  { groups, ...chosen }: Omit<Partial<BatchOptions>, 'groups'> & { groups: ('sport' | 'choir')[] },
) {
  const street = await buildStreet(origins, ada)
  const batch = await draft(listOf(street, given), ada, {
    ...chosen,
    groups: groups.map((name) => street[name]),
  })
  const { invite, add, renew, unchanged, skip, problem, blank } = batch.counts
  expect(invite + add + renew + unchanged + skip + problem + blank).toBe(given.length)
  return { street, batch: invite + add + renew > 0 ? batch : null }
}

async function carryOut({ id, publicId }: Drafted): Promise<void> {
  await confirm(publicId, ada)
  await runAll(id, now)
}

/** What became of a row. */
type Came = { row: number; outcome: RowOutcome; reason?: string }

/** The whole of what is left behind, worked out a second time from what was known before. */
async function expectOutcome(batch: Drafted, before: Known): Promise<void> {
  const promises = await promisesById()
  const came = batch.rows.map((row) => cameOf(row, before, promiseOf(row, promises)))
  const otherwise = came.filter(({ reason }) => reason !== undefined)
  expect(await changesOf(batch)).toEqual(otherwise)
  const after = await readKnown()
  expect(after.people).toEqual(peopleAfter(batch, before, came, promises))
  expect(after.invited).toEqual(invitedAfter(batch, before, came, promises))
  const letters = batch.rows.filter(
    ({ address }, index) => address !== '' && ['invite', 'renew'].includes(came[index]?.outcome ?? ''),
  )
  expect(after.mails - before.mails).toBe(letters.length)
  await expectSums(batch, came)
}

async function expectSums({ publicId, rows }: Drafted, came: readonly Came[]): Promise<void> {
  const counted = (outcome: RowOutcome) => came.filter((one) => one.outcome === outcome).length
  const found = await readBatch(db, publicId)
  const sums = {
    invited: counted('invite'),
    added: counted('add'),
    renewed: counted('renew'),
    unchanged: counted('unchanged'),
    skipped: counted('skip'),
    left_out: counted('problem'),
    blank: 0,
  }
  expect(found).toMatchObject({ state: 'done', invitedCount: sums.invited, addedCount: sums.added })
  const { renewed, unchanged, skipped } = sums
  expect(found).toMatchObject({ renewedCount: renewed, unchangedCount: unchanged, skippedCount: skipped })
  const html = await (await get(paths.admin.batch(publicId), { cookie })).text()
  const shown = [...html.matchAll(/data-result="(\w+)">(\d+)</g)].map(([, key, count]) => [
    key,
    Number(count),
  ])
  expect(Object.fromEntries(shown)).toEqual(sums)
  expect(html).toContain(`data-read="all">${rows.length}<`)
}

async function changesOf(batch: Drafted): Promise<Came[]> {
  const found = await readBatch(db, batch.publicId)
  if (!found) throw new Error('The batch is gone')
  const { rows } = await readChanges(db, { ...found, options: { ...found.options, deletedGroups: {} } })
  return rows.map(({ row, outcome, reason }) => ({ row, outcome, reason }))
}

type Promised = { admin: boolean; things: string[]; key: string }

async function promisesById(): Promise<Map<unknown, string>> {
  return new Map((await tableOf('grants')).map(({ id, content_key }) => [id, String(content_key)]))
}

/** `admin=1;groups=3,7;projects=2` as things. */
function promiseOf(
  { grantId, admin, gains, outcome }: Drafted['rows'][number],
  promises: Map<unknown, string>,
): Promised {
  const key = promises.get(grantId) ?? ''
  const [, groups = '', projects = ''] = /groups=([\d,]*);projects=([\d,]*)/.exec(key) ?? []
  const things = [
    ...groups
      .split(',')
      .filter(Boolean)
      .map((id) => `g${id}`),
    ...projects
      .split(',')
      .filter(Boolean)
      .map((id) => `p${id}`),
  ]
  return { key, things, admin: (outcome === 'add' ? gains?.admin : admin) ?? false }
}

function cameOf(row: Drafted['rows'][number], before: Known, promise: Promised): Came {
  const planned = { row: row.row, outcome: row.outcome }
  const person = before.people.get(row.emailKey ?? '')
  const instead = (reason: string): Came => ({
    row: row.row,
    outcome: outcomeFor(person, promise, before),
    reason,
  })
  switch (row.outcome) {
    case 'invite':
      if (person && row.emailKey) return instead('registered')
      return isInvited(row.emailKey, before) ? instead('invited') : planned
    case 'renew': {
      const invitation = before.invited.get(row.publicId ?? '')
      if (!invitation) return instead(person ? 'registered' : 'deleted')
      if (invitation.isAccepted) return instead('accepted')
      return row.generation !== undefined && row.generation <= invitation.generation
        ? instead('renewed')
        : planned
    }
    case 'add':
      if (!person) return instead('account_gone')
      return gains(person, promise, before) ? planned : instead('already')
    default:
      return planned
  }
}

function outcomeFor(person: Person | undefined, promise: Promised, known: Known): RowOutcome {
  if (!person) return 'skip'
  return gains(person, promise, known) ? 'add' : 'unchanged'
}

function gains(person: Person, { admin, things }: Promised, { groups }: Known): boolean {
  return (admin && !person.admin) || things.some((thing) => groups.has(thing) && !person.has.includes(thing))
}

function isInvited(email: string | undefined, { invited }: Known): boolean {
  return email !== undefined && [...invited.values()].some((one) => one.email === email && !one.isAccepted)
}

function peopleAfter(batch: Drafted, before: Known, came: readonly Came[], promises: Map<unknown, string>) {
  const people = new Map(before.people)
  batch.rows.forEach((row, index) => {
    const person = people.get(row.emailKey ?? '')
    if (came[index]?.outcome !== 'add' || !person) return
    const promise = promiseOf(row, promises)
    const things = promise.things.filter((thing) => before.groups.has(thing))
    const has = [...new Set([...person.has, ...things])].sort()
    people.set(row.emailKey ?? '', { admin: person.admin || promise.admin, has })
  })
  return people
}

function invitedAfter(batch: Drafted, before: Known, came: readonly Came[], promises: Map<unknown, string>) {
  const invited = new Map(before.invited)
  batch.rows.forEach((row, index) => {
    const publicId = row.publicId ?? ''
    const promise = promises.get(row.grantId) ?? ''
    const old = before.invited.get(publicId)
    const fresh: Invited = {
      email: row.emailKey ?? null,
      generation: 1,
      isAccepted: false,
      sendings: 1,
      promise,
    }
    if (came[index]?.outcome === 'invite') invited.set(publicId, fresh)
    if (came[index]?.outcome === 'renew' && old)
      invited.set(publicId, {
        ...old,
        promise,
        sendings: old.sendings + 1,
        generation: row.generation ?? old.generation,
      })
  })
  return invited
}
