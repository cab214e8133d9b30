import type { Actor } from '#src/domain/users/user.ts'

/** Things of a demo town that pages are about, by their public ids; `nothing` where a town has none. */
export type Sights = Record<keyof typeof questions, string> & { admin: Actor; support: Actor }

const idOf = (rest: string) => `select public_id as id from ${rest} limit 1`
const middleOf = (table: string) =>
  idOf(`${table} where id >= (select max(id) / 2 from ${table}) order by id`)

const questions = {
  largeBatch: idOf(`batches where state = 'done' order by invited_count desc`),
  lateBatch: idOf(`batches where erased_at is null and state = 'done' order by invited_count desc`),
  middleBatch: middleOf('batches'),
  draft: idOf(`batches where state = 'draft' order by counts ->> 'problem' desc`),
  problemRow: `select r.value ->> 'row' as id from batches b join batch_chunks c on c.batch_id = b.id, json_each(c.rows) r
    where b.state = 'draft' and c.outcome = 'problem' limit 1`,
  /** In a town where none is paused, one that is done. */
  pausedBatch: idOf(`batches where state = 'done' order by paused_at is null, invited_count desc`),
  underway: idOf(`batches where state = 'confirmed'`),
  letterBatch: idOf(`batches where options ->> 'codes' = 1 order by id desc`),
  codesBatch: idOf(`batches where source = 'codes' order by id desc`),
  stallBatch: idOf(`batches where source = 'codes' order by id`),
  largeGroup: idOf('groups g order by (select count(*) from group_members where group_id = g.id) desc'),
  smartGroup: idOf(`groups where kind = 'smart' order by id`),
  project: idOf('projects'),
  opened:
    idOf(`invitations where source = 'batch' and letter_id is null and accepted_at is null and stop is null
    and address is not null and grant_id in (select id from grants where admin = 0
      and id not in (select grant_id from grant_projects)) order by id desc`),
  middleInvitation: middleOf('invitations'),
  accepted: idOf('invitations where accepted_at is not null and reminded_at is not null order by id desc'),
  stopped: idOf(
    `invitations where stop is not null
      order by stop = 'refused', accepted_at is not null, source <> 'batch', letter_id is not null, id desc`,
  ),
  sentAgain: idOf('invitations where sendings = 2 and address is not null order by id desc'),
  letterCode: idOf('invitations where address is null and accepted_at is null order by id desc'),
  usedLetterCode: idOf('invitations where address is null and accepted_at is not null order by id desc'),
  confirmation: idOf('invitations where letter_id is not null order by id desc'),
  member: middleOf('users'),
  staff: idOf(`users where role = 'support'`),
  inviter: idOf(
    `users u where email <> 'admin@parvis.example' order by (select sum(invited_count) from batches where confirmed_by = u.id) desc`,
  ),
  middleProblem: `select id from mails where state = 'failed' order by id limit 1`,
  suppressed: 'select address_hash as id from suppressions order by since desc limit 1',
  spared: `select email_key as id from invitations where stop is not null order by id desc limit 1`,
  known: `select first_name as id from invitations where first_name is not null order by id desc limit 1`,
  family: `select last_name as id from users order by id desc limit 1`,
  address: `select address as id from invitations where address is not null order by id desc limit 1`,
  bulkDraft: idOf(`bulk_actions where state = 'draft'`),
  bulkDone: idOf(`bulk_actions where state = 'done'`),
} as const

export async function findSights(d1: D1Database): Promise<Sights> {
  const names = Object.keys(questions)
  const found = await d1.batch<{ id: string | number }>(
    Object.values(questions).map((query) => d1.prepare(query)),
  )
  const ids = Object.fromEntries(
    names.map((name, index) => [name, String(found[index]?.results[0]?.id ?? 'nothing')]),
  )
  const people = { admin: await staffOf(d1, 'admin'), support: await staffOf(d1, 'support') }
  return { ...ids, ...people } as Sights // -- one for each question
}

async function staffOf(d1: D1Database, name: 'admin' | 'support'): Promise<Actor> {
  const actor = await d1
    .prepare(`select id, public_id as publicId, email, first_name as firstName, last_name as lastName, locale, role
      from users where email = ?`)
    .bind(`${name}@parvis.example`)
    .first<Actor>()
  if (!actor) throw new Error(`The town has no ${name}`)
  return actor
}
