import { listGroups } from '#src/domain/groups/list-groups.ts'
import { readGroup } from '#src/domain/groups/read-group.ts'
import { choicesAmong } from '#src/domain/groups/read-group-choices.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { readListQuery } from '#src/http/list-query.ts'
import { readerOf } from '#src/http/reader.ts'
import { page } from '#src/http/respond.tsx'
import type { Given } from '#src/http/validate.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { GroupPage } from '#views/groups/group.tsx'
import { GroupsPage } from '#views/groups/list.tsx'

/** All groups, with the form for a new one; after an error with what was typed. */
export async function showGroups(c: AppContext, given?: Given, errors?: FieldErrors) {
  const list = await listGroups(c.get('db'), readListQuery(c), c.get('words').language)
  const props = { ...list, formId: newPublicId(), given, errors }
  return page(c, <GroupsPage {...props} />, errors ? 422 : 200)
}

/** One group with all its forms; after an error with what was typed. */
export async function showGroup(c: AppContext, id: string, given?: Given, errors?: FieldErrors) {
  const { language, timeZone } = readerOf(c)
  const group = await readGroup(c.get('db'), id, readListQuery(c), timeZone)
  if (!group) return notFound(c)
  const choices = choicesAmong(group.all, language)
  const props = { group, choices, otherLanguages: otherLanguages(c), given, errors }
  return page(c, <GroupPage {...props} />, errors ? 422 : 200)
}

/** The languages a group can have a further name in. */
export function otherLanguages(c: AppContext): string[] {
  const { languages, defaultLanguage } = c.get('settings')
  return languages.filter((tag) => tag !== defaultLanguage)
}
