import * as v from 'valibot'
import { nameMax } from '#src/domain/groups/group.ts'
import { cleanLine, lengthOf } from '#src/domain/text/clean.ts'
import { roles } from '#src/domain/users/user.ts'
import { formId, registeredAddress, severalTexts, shortName } from '#src/http/form-fields.ts'

const name = shortName('groups.errors.name_missing', 'groups.errors.name_too_long')

export const newGroup = v.object({
  name,
  kind: v.optional(v.picklist(['manual', 'smart'], 'groups.errors.kind'), 'manual'),
  id: formId,
})

export const newMember = v.object({ email: registeredAddress('groups.errors.address_invalid') })

/** The name in another language: left out it stays, empty it goes. */
const otherName = v.optional(
  v.pipe(
    v.string('groups.errors.name_too_long'),
    v.transform(cleanLine),
    v.check((text) => lengthOf(text) <= nameMax, 'groups.errors.name_too_long'),
  ),
)

export function namesForm(otherLanguages: readonly string[]) {
  const fields = otherLanguages.map((tag) => [`name_${tag}`, otherName] as const)
  return v.pipe(
    v.intersect([v.object({ name }), v.object(Object.fromEntries(fields))]),
    v.transform((values) => ({ name: values.name, names: namesFrom(values, otherLanguages) })),
  )
}

function namesFrom(values: Record<string, string | undefined>, otherLanguages: readonly string[]) {
  const names: Record<string, string | null> = {}
  for (const tag of otherLanguages) {
    const given = values[`name_${tag}`]
    if (given !== undefined) names[tag] = given || null
  }
  return names
}

const several = severalTexts('groups.errors.unknown_choice')
const text = v.pipe(v.optional(v.string('groups.errors.unknown_choice'), ''), v.transform(cleanLine))

/** What is behind the fields is looked at by `conditionsFrom`. */
export const conditionsForm = v.object({
  languages: several,
  roles: v.pipe(several, v.array(v.picklist(roles, 'groups.errors.unknown_choice'))),
  domains: text,
  registered_from: text,
  registered_before: text,
  groups: several,
})
export type ConditionsForm = v.InferOutput<typeof conditionsForm>
