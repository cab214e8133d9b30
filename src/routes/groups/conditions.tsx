import { Hono } from 'hono'
import type { GroupConditions } from '#src/domain/groups/conditions.ts'
import { mayChangeGroups } from '#src/domain/groups/may.ts'
import { nameIn } from '#src/domain/groups/name-in.ts'
import { type GroupHead, readGroupHead } from '#src/domain/groups/read-group.ts'
import { type GroupChoice, readGroupChoices } from '#src/domain/groups/read-group-choices.ts'
import { type ConditionsSet, setConditions } from '#src/domain/groups/set-conditions.ts'
import { type Trial, tryConditions } from '#src/domain/groups/try-conditions.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { readWholeBody } from '#src/http/read-body.ts'
import { fragment, goTo, page } from '#src/http/respond.tsx'
import { checkForm, type Given } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { ConditionCount } from '#views/groups/condition-count.tsx'
import { givenFrom } from '#views/groups/condition-fields.tsx'
import { GroupConditionsPage } from '#views/groups/conditions.tsx'
import { conditionsFrom } from './conditions-from.ts'
import { conditionsForm } from './forms.ts'

export const groupConditionsRoutes = new Hono<App>()

groupConditionsRoutes.get(paths.admin.groupConditions(':id'), allow(mayChangeGroups), async (c) => {
  const editing = await readEditing(c)
  if (!editing) return notFound(c)
  const { group, choices } = editing
  if (group.kind === 'manual') return goTo(c, paths.admin.group(group.publicId))
  // Asked for by a link, where no script asks for it after the page.
  const isCounted = c.req.query('count') !== undefined
  const count = isCounted && group.conditions ? await countFor(c, group, group.conditions) : null
  const given = givenFrom(group.conditions, choices)
  return page(c, <GroupConditionsPage group={group} choices={choices} given={given} count={count} />)
})

groupConditionsRoutes.get(paths.admin.groupConditionsCount(':id'), allow(mayChangeGroups), async (c) => {
  const editing = await readEditing(c)
  if (!editing) return notFound(c)
  const form = readConditions(c, editing, c.req.queries())
  if ('errors' in form) return fragment(c, <ConditionCount errors={form.errors} />)
  return fragment(c, <ConditionCount {...(await countFor(c, editing.group, form.conditions))} />)
})

groupConditionsRoutes.post(paths.admin.groupConditions(':id'), allow(mayChangeGroups), async (c) => {
  const editing = await readEditing(c)
  if (!editing) return notFound(c)
  const body = await readWholeBody(c)
  const form = readConditions(c, editing, body)
  if ('errors' in form) return showAgain(c, editing, form.given, form.errors)
  const id = editing.group.publicId
  const outcome = await setConditions(c.get('db'), id, form.conditions, actorOf(c), c.get('now'))
  if (outcome.state === 'unknown') return notFound(c)
  if (outcome.state === 'forbidden') return forbidden(c)
  if (outcome.state !== 'saved') return showAgain(c, editing, form.given, refusalOf(c, outcome))
  leaveFlash(c, 'conditions_saved')
  return goTo(c, paths.admin.group(id))
})

type Editing = { group: GroupHead; choices: GroupChoice[] }

async function readEditing(c: AppContext): Promise<Editing | null> {
  const [group, choices] = await Promise.all([
    readGroupHead(c.get('db'), c.req.param('id') ?? ''),
    readGroupChoices(c.get('db'), c.get('words').language),
  ])
  return group && { group, choices: choices.filter(({ id }) => id !== group.id) }
}

/** What the fields of a form say, posted or in the address. */
function readConditions(
  c: AppContext,
  editing: Editing,
  fields: Record<string, unknown>,
): { given: Given } & ({ conditions: GroupConditions } | { errors: FieldErrors }) {
  const form = checkForm(conditionsForm, onlyRepeatedAsLists(fields))
  const { given } = form
  if (!form.isValid) return { given, errors: form.errors }
  return { given, ...conditionsFrom(form.values, { ...editing, languages: c.get('settings').languages }) }
}

/** Addresses give every field as a list. */
function onlyRepeatedAsLists(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      Array.isArray(value) && value.length === 1 ? value[0] : value,
    ]),
  )
}

async function countFor(c: AppContext, group: GroupHead, conditions: GroupConditions) {
  const { timeZone } = c.get('settings')
  const trial = await tryConditions(c.get('db'), group.publicId, conditions, timeZone)
  return trial.state === 'counted' ? { counted: trial } : { errors: refusalOf(c, trial) }
}

function refusalOf(
  c: AppContext,
  outcome:
    | Exclude<ConditionsSet, { state: 'saved' } | { state: 'forbidden' }>
    | Exclude<Trial, { state: 'counted' }>,
): FieldErrors {
  switch (outcome.state) {
    case 'circular':
    case 'too_deep': {
      const names = outcome.path.map((group) => nameIn(group, c.get('words').language))
      return { groups: { key: `groups.errors.${outcome.state}`, values: { path: names.join(' → ') } } }
    }
    case 'manual':
    case 'unknown':
      return { form: { key: 'groups.errors.not_smart' } }
    case 'busy':
      return { form: { key: 'groups.errors.busy' } }
  }
}

function showAgain(c: AppContext, { group, choices }: Editing, given: Given, errors: FieldErrors) {
  const props = { group, choices, given, errors }
  return page(c, <GroupConditionsPage {...props} count={null} />, 422)
}
