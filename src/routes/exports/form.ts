import * as v from 'valibot'
import { tickedMax } from '#src/domain/bulk-actions/bulk-action.ts'
import type { AppContext } from '#src/http/context.ts'
import { severalTexts } from '#src/http/form-fields.ts'
import { readWholeBody } from '#src/http/read-body.ts'

const exportForm = v.object({
  format: v.fallback(v.optional(v.picklist(['xlsx', 'csv'])), undefined),
  codes: v.fallback(v.optional(v.literal('on')), undefined),
  scope: v.fallback(v.optional(v.picklist(['ticked', 'all'])), undefined),
  id: severalTexts(),
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
  return {
    format,
    codes,
    ids: scope === 'ticked' ? id.slice(0, tickedMax) : undefined,
    fields: { ...c.req.query(), ...body },
  }
}

/** Names of the fields by which a list is filtered. */
export function filteredBy(query: Record<string, unknown>): string[] {
  return Object.keys(query).filter((field) => query[field] !== undefined && query[field] !== '')
}
