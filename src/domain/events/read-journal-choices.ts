import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { subjectName } from './subject-name.ts'

export type JournalChoices = {
  /** Whom to choose from: the first of those who work here, and who is chosen. */
  people: { publicId: string; name: string }[]
  /** What the chosen subject is called, where it still exists. */
  subject: { type: string; name: string } | null
}

/** Most of each role that the filter offers by name; everybody else's journal is a link on their own page. */
const offeredMax = 10
const named = ['user', 'invitation', 'batch', 'group', 'project', 'bulk'] as const

/** The names that the filter of the journal shows: one statement. */
export async function readJournalChoices(
  db: Database,
  { person = '', subject = '' }: { person?: string | undefined; subject?: string | undefined },
  language: string,
): Promise<JournalChoices> {
  const found = await db.all<{ type: string; publicId: string; name: string | null }>(sql`
    select 'person' as type, public_id as publicId, trim(name) as name from users where public_id = ${person}
    union select * from (select 'person', public_id, trim(name) from users where role = 'admin' order by id limit ${offeredMax})
    union select * from (select 'person', u.public_id, trim(u.name) from user_index x cross join users u on u.id = x.rowid
      where x.user_index match '":::role:support"' order by x.rowid limit ${offeredMax})
    union select kind.value, ${subject}, ${subjectName(sql`kind.value`, sql`${subject}`, language)}
      from ${jsonList(named)} kind where ${subject} <> ''`)
  const people = found.flatMap(({ type, publicId, name }) =>
    type === 'person' ? [{ publicId, name: name ?? '' }] : [],
  )
  const [of] = found.filter(({ type, name }) => type !== 'person' && name !== null)
  return { people, subject: of ? { type: of.type, name: of.name ?? '' } : null }
}
