import { env } from 'cloudflare:workers'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { organization } from 'better-auth/plugins'
import { expect, it } from 'vitest'
import { confirmBatch } from '#src/domain/batches/confirm-batch.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { now, plainOptions, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { atLeast, median, table, timed } from './measure.ts'

const people = 1000
/** The peer takes its minute once; ours is measured several times. */
const rounds = 5

const addresses = (round: string) =>
  Array.from({ length: people }, (_, index) => `person${index}.${round}@town.example`)

it(`invites ${people} people at least a hundred times faster than one at a time`, async () => {
  const ada = await addUser(cast.ada)
  const peer = await openPeer()
  const [slow] = await timed(() => peer.inviteEach(addresses('peer')))
  expect(await count('invitation')).toBe(people)
  const ours: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [ms, mails] = await timed(() => inviteAsBatch(addresses(`round${round}`), ada))
    expect(mails).toBe(people)
    ours.push(ms)
  }
  const fast = median(ours)
  const lines = [
    {
      what: `${people} invitations through better-auth’s organization plugin`,
      value: `${slow.toFixed(0)} ms`,
    },
    { what: `${people} invitations with their mails, list to last row`, value: `${fast.toFixed(0)} ms` },
    atLeast('… times faster', slow / fast, 100),
  ]
  console.log(`\n${table(lines)}\n`)
})

/** The whole way: list, checks, reviewed plan, confirmation, all rows written. */
async function inviteAsBatch(emails: readonly string[], actor: Actor): Promise<number> {
  const batch = { source: 'addresses' as const, rows: rowSourceOf(rowsOf(...emails)), options: plainOptions }
  const drafted = await draftBatch(db, keys, batch, actor, settings, now)
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  const confirmation = { leaveOut: false, grantAdmin: false }
  const confirmed = await confirmBatch(db, drafted.publicId, confirmation, actor, now)
  if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome)
  return (await runSlice(db, confirmed.batchId, settings, now)).mailIds.length
}

/** Better Auth with its organization plugin on the same D1, as its documentation sets it up. Its mail is one row in a table. */
async function openPeer() {
  const auth = betterAuth({
    database: env.DB,
    secret: env.SECRET,
    baseURL: 'http://localhost:8787',
    emailAndPassword: { enabled: true },
    plugins: [
      organization({
        invitationLimit: people + 1,
        membershipLimit: people + 1,
        sendInvitationEmail: async ({ id, email }) => {
          await env.DB.prepare('insert into peer_mails (invitation, address) values (?, ?)')
            .bind(id, email)
            .run()
        },
      }),
    ],
  })
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
  await env.DB.exec('create table if not exists peer_mails (invitation text primary key, address text)')
  const { headers } = await auth.api.signUpEmail({
    body: { name: 'Ada', email: 'ada@peer.example', password: 'a long enough phrase' },
    returnHeaders: true,
  })
  const cookie = new Headers({
    cookie: headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  })
  const town = await auth.api.createOrganization({ body: { name: 'Town', slug: 'town' }, headers: cookie })
  const organizationId = town?.id ?? ''
  return {
    inviteEach: async (emails: readonly string[]) => {
      for (const email of emails)
        await auth.api.createInvitation({ body: { email, role: 'member', organizationId }, headers: cookie })
    },
  }
}

async function count(name: string): Promise<number | undefined> {
  return (await env.DB.prepare(`select count(*) as n from ${name}`).first<{ n: number }>())?.n
}
