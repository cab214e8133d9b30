import * as v from 'valibot'
import { type BulkKind, bulkKinds, skipReasons } from '#src/domain/bulk-actions/bulk-action.ts'
import type { BulkWish, Choice } from '#src/domain/bulk-actions/draft-bulk-action.ts'
import type { SkippedPlace } from '#src/domain/bulk-actions/list-skipped.ts'
import { extensionMaxDays } from '#src/domain/invitations/invitation.ts'
import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import type { AppContext } from '#src/http/context.ts'
import { readDays, severalTexts } from '#src/http/form-fields.ts'
import { invitationFilterOf, readInvitationQuery } from '#src/http/invitation-query.ts'
import type { Form, Given } from '#src/http/validate.ts'
import type { FieldErrors } from '#views/components/field.tsx'

const filterFields = [
  'state',
  'mail',
  'batch',
  'group',
  'inviter',
  'language',
  'from',
  'until',
  'ends',
  'q',
] as const satisfies readonly (keyof InvitationQuery)[]

export const bulkForm = v.object({
  kind: v.picklist(bulkKinds, 'bulk.errors.kind'),
  // Nobody acts on everything because a field was missing.
  scope: v.fallback(v.picklist(['ticked', 'all']), 'ticked'),
  id: severalTexts(),
  days: v.optional(v.string('bulk.errors.days')),
})
type BulkFields = v.InferOutput<typeof bulkForm>

type Asked = { wish: BulkWish; choice: Choice } | { errors: FieldErrors }

/** What a valid form asks for; or what is wrong with it as a whole. */
export function readChoice(c: AppContext, form: Form<BulkFields>): Asked {
  if (!form.isValid) return { errors: form.errors }
  const { kind, scope, id } = form.values
  const days = readDays(form.values.days ?? '', extensionMaxDays)
  if (kind === 'extend' && days === null) return { errors: { days: { key: 'bulk.errors.days' } } }
  const wish = kind === 'extend' ? { kind, days: days ?? 0 } : { kind }
  if (scope === 'ticked') return { wish, choice: { ticked: id } }
  const query = readInvitationQuery(form.given)
  if (!isWhole(form.given, query)) return { errors: { form: { key: 'bulk.errors.filter' } } }
  return { wish, choice: { query, filter: invitationFilterOf(c, query) } }
}

/** A list leaves out what it does not understand; an act on all that is left would be on too many. */
function isWhole(given: Given, query: InvitationQuery): boolean {
  const hasAll = filterFields.every((name) => !given[name]?.length || query[name] !== undefined)
  return (
    hasAll ||
    (given.state === query.mail && query.state === undefined && isWhole({ ...given, state: '' }, query))
  )
}

/** The number that a deletion asks for, in digits, however they are grouped. */
export const confirmationForm = v.object({
  number: v.fallback(
    v.pipe(
      v.string(),
      v.transform((typed) => typed.replaceAll(/\D/g, '')),
    ),
    '',
  ),
})

/** Whether a kind asks for the number: what cannot be undone does. */
export function asksForNumber(kind: BulkKind): boolean {
  return kind === 'delete'
}

const skippedQuery = v.object({
  reason: v.fallback(v.optional(v.picklist(skipReasons)), undefined),
  from: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}-\d{1,3}$/))), undefined),
})

/** Which of those that were left out a page shows, and from where on. */
export function readSkippedQuery(c: AppContext) {
  const { reason, from = '0-0' } = v.parse(skippedQuery, c.req.query())
  const [position = 0, at = 0] = from.split('-').map(Number)
  const place: SkippedPlace = { position, at }
  return { reason, place }
}
