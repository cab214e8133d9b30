import * as v from 'valibot'
import { type UserFilter, userStates } from '#src/domain/profiles/match-users.ts'
import { roles } from '#src/domain/users/user.ts'
import { languageField, typedField, wordField } from './query-fields.ts'

const userQuery = v.object({
  role: v.fallback(v.optional(v.picklist(roles)), undefined),
  state: v.fallback(v.optional(v.picklist(userStates)), undefined),
  group: wordField,
  language: languageField,
  q: typedField,
})

/** The filter of a list of users as it stands in addresses and forms; what is not valid is left out. */
export type UserQuery = v.InferOutput<typeof userQuery>

export function readUserQuery(given: Readonly<Record<string, unknown>>): UserQuery {
  return v.parse(userQuery, given)
}

/** What the domain finds by it. */
export function userFilterOf({ q, ...same }: UserQuery): UserFilter {
  return { ...same, typed: q }
}
