import { env } from 'cloudflare:workers'

/** What a batch leaves behind, table by table, without inner ids of what it makes and without instants. */
const questions = {
  invitations: `select i.public_id, i.source, address, email_key, first_name, last_name, locale, g.content_key,
    b.public_id as batch, inviter_id, message, code_mac, generation, key_id, sendings, expires_at > i.created_at,
    remind_at is null, reminded_at is null, accepted_at is null
    from invitations i join grants g on g.id = i.grant_id left join batches b on b.id = i.batch_id`,
  mails: `select m.dedupe_key, m.kind, i.public_id, m.user_id, m.address, m.locale, m.state
    from mails m left join invitations i on i.id = m.invitation_id`,
  users: 'select email, role, locale from users',
  members: 'select group_id, user_id from group_members',
  managers: 'select project_id, user_id from project_managers',
  batches: `select public_id, state, options, counts, chunk_count, chunks_done, invited_count, added_count, renewed_count,
    unchanged_count, skipped_count, confirmed_by, finished_at is null, erased_at from batches`,
  chunks: 'select batch_id, position, outcome, row_count from batch_chunks',
  changes: 'select * from batch_changes',
  events: 'select actor_id, action, subject_type, subject_id, details from events',
}

export type EndState = Map<string, readonly string[]>

export async function readEndState(): Promise<EndState> {
  const names = Object.keys(questions)
  const results = await env.DB.batch(Object.values(questions).map((question) => env.DB.prepare(question)))
  return new Map(
    names.map((name, index) => [
      name,
      (results[index]?.results ?? []).map((row) => JSON.stringify(row)).sort(),
    ]),
  )
}

/** What one has and the other has not, a few lines of it. */
export function differences(before: EndState, after: EndState): string[] {
  return [...before].flatMap(([table, rows]) => [
    ...beyond(rows, after.get(table) ?? []).map((row) => `missing in ${table}: ${row}`),
    ...beyond(after.get(table) ?? [], rows).map((row) => `too much in ${table}: ${row}`),
  ])
}

/** The rows that the other list has not, or not so often. */
function beyond(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1)
  return rows
    .filter((row) => {
      const count = left.get(row) ?? 0
      left.set(row, count - 1)
      return count <= 0
    })
    .slice(0, 3)
}
