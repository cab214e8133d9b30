import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { Traces } from './find-traces.ts'

/**
 * The statements that take a person out of the lists that batches were made from, as long as these are kept: rows keep their number,
 * what they promise and what became of them. `stub` stands in for the address, so that nobody else is meant by the row, and nobody
 * is invited by it. A draft that somebody is changing is changed here first: theirs is tried again.
 */
export function eraseRows(db: Database, traces: Traces, stub: string, isErased: SQL) {
  const holds = sql`${isErased} and ${mayHold(traces)}
    and exists (select 1 from json_each(batch_chunks.rows) r where ${isTheirs(traces)})`
  return [
    db.run(sql`update batches set revision = revision + 1 where state = 'draft'
      and id in (select batch_id from batch_chunks where ${holds})`),
    db.run(sql`update batch_chunks set rows = (
        select json_group_array(json(iif(${isTheirs(traces)}, ${withoutPerson(stub)}, r.value)))
        from json_each(batch_chunks.rows) r)
      where ${holds}`),
    db.run(sql`update batch_changes set address = ${stub}, email_key = ${stub}
      where ${isErased} and (email_key = ${traces.email} or lower(address) = ${traces.email})`),
  ]
}

/** Looks into the text alone, which is quick; rows with problems have no sure mark, so all of them are looked at. */
function mayHold({ email, invitations }: Traces): SQL {
  return sql`(outcome = 'problem' or instr(lower(rows), ${email}) > 0
    or exists (select 1 from ${jsonList(invitations)} one where instr(batch_chunks.rows, one.value) > 0))`
}

/**
 * A row is theirs by its address or its invitation; one with problems also by both names, where its address is none or one that
 * was corrected.
 */
function isTheirs({ email, invitations, addresses, names }: Traces): SQL {
  const first = sql`lower(coalesce(r.value ->> 'firstName', r.value ->> '$.given.first_name', ''))`
  const last = sql`lower(coalesce(r.value ->> 'lastName', r.value ->> '$.given.last_name', ''))`
  const key = sql`r.value ->> 'emailKey'`
  return sql`(coalesce(${key}, '') = ${email}
    or lower(coalesce(r.value ->> 'address', '')) = ${email}
    or coalesce(r.value ->> 'publicId', '') in (select value from ${jsonList(invitations)})
    or batch_chunks.outcome = 'problem'
      and (${key} is null or ${key} in (select value from ${jsonList(addresses)}))
      and exists (select 1 from ${jsonList(names)} n where n.value ->> 0 = ${first} and n.value ->> 1 = ${last}))`
}

/** What a row says of the person goes; of its problems stay which and where. */
function withoutPerson(stub: string): SQL {
  const bare = sql`json_remove(r.value, '$.firstName', '$.lastName', '$.message', '$.others', '$.postalAddress', '$.codeTail')`
  const named = sql`iif(r.value ->> 'address' = '', ${bare}, json_set(${bare}, '$.address', ${stub}))`
  const keyed = sql`iif(r.value ->> 'emailKey' is null, ${named}, json_set(${named}, '$.emailKey', ${stub}))`
  const problems = sql`(select json_group_array(json_remove(json_set(p.value, '$.value', ''), '$.addresses'))
    from json_each(r.value, '$.problems') p)`
  return sql`iif(r.value -> '$.problems' is null, ${keyed},
    json_set(${keyed}, '$.given', json('{}'), '$.problems', json(${problems})))`
}
