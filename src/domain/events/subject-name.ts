import { type SQL, sql } from 'drizzle-orm'

/** What the journal tells of a thing is its name, where it still exists; empty for what has none, null for what is gone. */
export type SubjectName = string | null

/** The name of what an event is about, read by the kind and the public id that two expressions give. */
export function subjectName(type: SQL, id: SQL, language: string): SQL {
  const ownName = sql`'$."' || ${language} || '"'`
  return sql`case ${type}
    when 'user' then (select trim(name) from users where public_id = ${id})
    when 'invitation' then (select coalesce(address, trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')))
      from invitations where public_id = ${id})
    when 'batch' then (select coalesce(file_name, '') from batches where public_id = ${id})
    when 'group' then (select coalesce(json_extract(names, ${ownName}), name) from groups where public_id = ${id})
    when 'project' then (select name from projects where public_id = ${id})
    when 'bulk' then (select '' from bulk_actions where public_id = ${id})
    else '' end`
}
