import type { BatchOptions, ReadRow, Refusal } from '#src/domain/batches/batch.ts'
import { type Draft, draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readAddresses } from '#src/domain/batches/read-addresses.ts'
import { type Choice, readChoices } from '#src/domain/batches/read-choices.ts'
import { actorOf } from '#src/http/actor.ts'
import type { AppContext } from '#src/http/context.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import type { BatchForm } from './form.ts'
import { readUpload } from './read-upload.ts'

export type Drafted = Draft | { outcome: 'wrong_choice'; errors: FieldErrors }

type Filled = {
  rows: readonly ReadRow[]
  blank: number
  ignoredColumns?: string[]
  fileName?: string
  fileSha256?: string
}

/** From a posted form to a draft: the rows of the list or file, and the options with internal ids. */
export async function draftFromForm(c: AppContext, form: BatchForm): Promise<Drafted> {
  const chosen = await readOptions(c, form)
  if ('errors' in chosen) return { outcome: 'wrong_choice', errors: chosen.errors }
  const filled = await readRows(form)
  if ('refusal' in filled) return toOutcome(filled.refusal)
  const { ignoredColumns = [], ...rows } = filled
  const options = { ...chosen.options, ...(ignoredColumns.length > 0 && { ignoredColumns }) }
  const batch = { source: form.source, ...rows, options }
  return draftBatch(c.get('db'), c.get('keys'), batch, actorOf(c), c.get('settings'), c.get('now'))
}

async function readRows(form: BatchForm): Promise<Filled | { refusal: Refusal | 'no_file' }> {
  if (form.source === 'workbook') return readUpload(form.file)
  return { rows: readAddresses(form.addresses), blank: 0 }
}

function toOutcome(refusal: Refusal | 'no_file'): Drafted {
  if (refusal === 'no_file')
    return { outcome: 'wrong_choice', errors: { file: { key: 'batches.errors.no_file' } } }
  return { outcome: refusal }
}

async function readOptions(
  c: AppContext,
  form: BatchForm,
): Promise<{ options: BatchOptions } | { errors: FieldErrors }> {
  const { languages, defaultLanguage } = c.get('settings')
  const { admin, message, existing, language = defaultLanguage } = form
  const choices = await readChoices(c.get('db'), c.get('words').language)
  const groups = idsOf(form.groups, choices.groups)
  const projects = idsOf(form.projects, choices.projects)
  const errors: FieldErrors = {
    ...(!languages.includes(language) && { language: { key: 'batches.errors.unknown_language' } as const }),
    ...(groups === null && { groups: { key: 'batches.errors.unknown_choice' } as const }),
    ...(projects === null && { projects: { key: 'batches.errors.unknown_choice' } as const }),
  }
  if (Object.keys(errors).length > 0 || groups === null || projects === null) return { errors }
  return { options: { admin, projects, groups, language, message, existing } }
}

/** The internal ids of what was chosen, or null when something of it is no longer there. */
function idsOf(chosen: readonly string[], choices: readonly Choice[]): number[] | null {
  const ids = chosen.map((publicId) => choices.find((choice) => choice.publicId === publicId)?.id)
  return ids.every((id) => id !== undefined) ? [...new Set(ids)] : null
}
