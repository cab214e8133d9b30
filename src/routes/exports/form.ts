import * as v from 'valibot'
import type { AppContext } from '#src/http/context.ts'
import { readWholeBody } from '#src/http/read-body.ts'

/** Most rows of a list that are ticked at once. */
const tickedMax = 1000

const ids = v.pipe(
  v.union([
    v.pipe(
      v.string(),
      v.transform((id) => [id]),
    ),
    v.array(v.string()),
  ]),
  v.transform((all) => all.slice(0, tickedMax)),
)

const exportForm = v.object({
  format: v.fallback(v.optional(v.picklist(['xlsx', 'csv'])), undefined),
  codes: v.fallback(v.optional(v.literal('on')), undefined),
  scope: v.fallback(v.optional(v.picklist(['ticked', 'all'])), undefined),
  id: v.fallback(ids, []),
})

export type ExportForm = {
  /** Not chosen yet where somebody comes from a list. */
  format: 'xlsx' | 'csv' | undefined
  codes: 'on' | undefined
  /** Public ids of ticked rows; undefined where all are meant that meet the filter. */
  ids: string[] | undefined
  /** All fields of the address and of the form: the filter may stand in either. */
  fields: Record<string, unknown>
}

export async function readExportForm(c: AppContext): Promise<ExportForm> {
  const body = await readWholeBody(c)
  const { format, codes, scope, id } = v.parse(exportForm, body)
  return { format, codes, ids: scope === 'ticked' ? id : undefined, fields: { ...c.req.query(), ...body } }
}

/** Names of the fields by which a list is filtered. */
export function filteredBy(query: Record<string, unknown>): string[] {
  return Object.keys(query).filter((field) => query[field] !== undefined && query[field] !== '')
}
