import { Hono } from 'hono'
import type { GroupConditions } from '#src/domain/groups/conditions.ts'
import { countChangedGroups } from '#src/domain/groups/count-smart-groups.ts'
import { mayChangeGroups } from '#src/domain/groups/may.ts'
import { nameIn } from '#src/domain/groups/name-in.ts'
import { type GroupHead, readGroupHead } from '#src/domain/groups/read-group.ts'
import { type GroupChoice, readGroupChoices } from '#src/domain/groups/read-group-choices.ts'
import { type ConditionsSet, setConditions } from '#src/domain/groups/set-conditions.ts'
import { type Trial, tryConditions } from '#src/domain/groups/try-conditions.ts'
import { actorOf } from '#src/http/actor.ts'
import { attempt } from '#src/http/attempt.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { fragment, goTo, isHtmx, page } from '#src/http/respond.tsx'
import { type Given, readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { ConditionCount, type Count } from '#views/groups/condition-count.tsx'
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
  return page(c, <GroupConditionsPage {...editing} given={givenFrom(group.conditions, choices)} />)
})

// Posted, because it looks at everybody: no link and no reload asks for that.
groupConditionsRoutes.post(paths.admin.groupConditionsCount(':id'), allow(mayChangeGroups), async (c) => {
  const editing = await readEditing(c)
  if (!editing) return notFound(c)
  const form = await readConditions(c, editing)
  const count = 'errors' in form ? { errors: form.errors } : await countFor(c, editing.group, form.conditions)
  if (isHtmx(c)) return fragment(c, <ConditionCount {...count} />)
  if (count.errors) return showAgain(c, editing, form.given, count.errors)
  return page(c, <GroupConditionsPage {...editing} given={form.given} count={count} />)
})

// Reloading, or changing the language, on the page with the number.
groupConditionsRoutes.get(paths.admin.groupConditionsCount(':id'), allow(mayChangeGroups), (c) =>
  goTo(c, paths.admin.groupConditions(c.req.param('id') ?? '')),
)

groupConditionsRoutes.post(paths.admin.groupConditions(':id'), allow(mayChangeGroups), async (c) => {
  const editing = await readEditing(c)
  if (!editing) return notFound(c)
  const form = await readConditions(c, editing)
  if ('errors' in form) return showAgain(c, editing, form.given, form.errors)
  const id = editing.group.publicId
  const outcome = await setConditions(c.get('db'), id, form.conditions, actorOf(c), c.get('now'))
  if (outcome.state === 'unknown') return notFound(c)
  if (outcome.state === 'forbidden') return forbidden(c)
  if (outcome.state !== 'saved') return showAgain(c, editing, form.given, refusalOf(c, outcome))
  const { db, now, settings } = c.var
  // What was saved is saved: where this fails, the clock counts.
  await attempt('countChangedGroups', () => countChangedGroups(db, { timeZone: settings.timeZone, now }))
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

async function readConditions(
  c: AppContext,
  editing: Editing,
): Promise<{ given: Given } & ({ conditions: GroupConditions } | { errors: FieldErrors })> {
  const form = await readForm(c, conditionsForm)
  const { given } = form
  if (!form.isValid) return { given, errors: form.errors }
  return { given, ...conditionsFrom(form.values, { ...editing, languages: c.get('settings').languages }) }
}

async function countFor(c: AppContext, group: GroupHead, conditions: GroupConditions): Promise<Count> {
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

function showAgain(c: AppContext, editing: Editing, given: Given, errors: FieldErrors) {
  return page(c, <GroupConditionsPage {...editing} given={given} errors={errors} />, 422)
}
