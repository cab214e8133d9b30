import * as v from 'valibot'
import { roles } from '../users/user.ts'

/** Most groups that a condition names, and most values of the others. */
export const conditionGroupsMax = 5
export const conditionValuesMax = 100

const several = (each: v.GenericSchema<string>) =>
  v.optional(v.pipe(v.array(each), v.minLength(1), v.maxLength(conditionValuesMax)))
const text = v.pipe(v.string(), v.maxLength(253))
const day = v.pipe(v.string(), v.isoDate())

/** What a person must meet to belong to a smart group: all of it. What is absent asks nothing. */
const conditionsSchema = v.object({
  /** Language tags; the person's is one of them. */
  languages: several(text),
  roles: v.optional(v.pipe(v.array(v.picklist(roles)), v.minLength(1))),
  /** What stands behind the @, as addresses are compared: lower case, in ASCII. Subdomains are others. */
  domains: several(text),
  /** Days in the platform's time zone: registered on this day or later, and before that day. */
  registeredFrom: v.optional(day),
  registeredBefore: v.optional(day),
  /** Inner ids of groups, manual or smart; the person is in each. */
  groups: v.optional(v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(conditionGroupsMax))),
})

export type GroupConditions = v.InferOutput<typeof conditionsSchema>

/** The conditions as stored, or null: a group that has none yet is met by nobody. */
export function readConditions(stored: unknown): GroupConditions | null {
  return stored === null ? null : v.parse(conditionsSchema, stored)
}

/** Conditions as they are stored and compared: in one order, without what asks nothing. */
export function conditionsJson({ languages, roles, domains, groups, ...days }: GroupConditions): string {
  const { registeredFrom, registeredBefore } = days
  return JSON.stringify({ languages, roles, domains, registeredFrom, registeredBefore, groups })
}

export function isEmpty(conditions: GroupConditions): boolean {
  return Object.values(conditions).every((value) => value === undefined)
}
