import {
  conditionGroupsMax,
  conditionValuesMax,
  type GroupConditions,
  isEmpty,
} from '#src/domain/groups/conditions.ts'
import type { GroupHead } from '#src/domain/groups/read-group.ts'
import type { GroupChoice } from '#src/domain/groups/read-group-choices.ts'
import { isDay } from '#src/domain/time/start-of-day.ts'
import type { FieldError, FieldErrors } from '#views/components/field.tsx'
import { deletedGroups, languagesOffered } from '#views/groups/condition-fields.tsx'
import type { ConditionsForm } from './forms.ts'
import { readDomains } from './read-domains.ts'

type Offered = { group: GroupHead; choices: readonly GroupChoice[]; languages: readonly string[] }

/** The conditions that a filled form means, or what is wrong with it. */
export function conditionsFrom(
  form: ConditionsForm,
  offered: Offered,
): { conditions: GroupConditions } | { errors: FieldErrors } {
  const errors = errorsIn(form, offered)
  if (Object.keys(errors).length > 0) return { errors }
  const { registered_from: from, registered_before: before } = form
  const conditions = {
    ...listed('languages', form.languages),
    ...listed('roles', form.roles),
    ...listed('domains', readDomains(form.domains).domains),
    ...(from && { registeredFrom: from }),
    ...(before && { registeredBefore: before }),
    ...listed('groups', groupIds(form.groups, offered)),
  }
  return isEmpty(conditions) ? { errors: { form: { key: 'groups.errors.no_condition' } } } : { conditions }
}

function listed<Name extends string, Value>(name: Name, values: readonly Value[]) {
  const distinct = [...new Set(values)]
  return distinct.length > 0 ? ({ [name]: distinct } as Record<Name, Value[]>) : {} // -- one key, known by its type
}

function errorsIn(form: ConditionsForm, offered: Offered): FieldErrors {
  const { registered_from: from, registered_before: before } = form
  const isCrossed = from !== '' && before !== '' && from >= before
  const found: Record<string, FieldError | false> = {
    languages:
      !areOffered(form.languages, languagesOffered(offered.languages, offered.group)) && unknownChoice,
    domains: domainsError(form.domains),
    registered_from: from !== '' && !isDay(from) && notADay,
    registered_before:
      before !== '' && (isDay(before) ? isCrossed && { key: 'groups.errors.days_crossed' } : notADay),
    groups: groupsError(form.groups, offered),
  }
  const wrong = Object.entries(found).filter((entry): entry is [string, FieldError] => entry[1] !== false)
  return Object.fromEntries(wrong)
}

const unknownChoice: FieldError = { key: 'groups.errors.unknown_choice' }
const notADay: FieldError = { key: 'groups.errors.day' }

function areOffered(given: readonly string[], offered: readonly string[]): boolean {
  return given.every((value) => offered.includes(value))
}

function domainsError(typed: string): FieldError | false {
  const { domains, wrong } = readDomains(typed)
  if (wrong[0]) return { key: 'groups.errors.domain', values: { domain: wrong[0] } }
  const max = conditionValuesMax
  return domains.length > max && { key: 'groups.errors.too_many_domains', values: { max } }
}

function groupsError(given: readonly string[], offered: Offered): FieldError | false {
  const known = [deletedGroups, ...offered.choices.map(({ publicId }) => publicId)]
  if (!areOffered(given, known)) return unknownChoice
  const max = conditionGroupsMax
  return groupIds(given, offered).length > max && { key: 'groups.errors.too_many_groups', values: { max } }
}

/** Inner ids of the chosen groups. Those that are gone stay as long as nobody unticks them. */
function groupIds(given: readonly string[], { group, choices }: Offered): number[] {
  const chosen = choices.filter(({ publicId }) => given.includes(publicId)).map(({ id }) => id)
  if (!given.includes(deletedGroups)) return chosen
  const gone = (group.conditions?.groups ?? []).filter((id) => !choices.some((choice) => choice.id === id))
  return [...chosen, ...gone]
}
