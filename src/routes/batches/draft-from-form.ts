import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { type Draft, draftBatch } from '#src/domain/batches/draft-batch.ts'
import { readAddresses } from '#src/domain/batches/read-addresses.ts'
import { type Choice, readChoices } from '#src/domain/batches/read-choices.ts'
import { emptyRows, rowSourceOf } from '#src/domain/batches/row-source.ts'
import { keepUpload } from '#src/domain/uploads/keep-upload.ts'
import type { FileSource } from '#src/domain/uploads/upload.ts'
import { actorOf } from '#src/http/actor.ts'
import type { AppContext } from '#src/http/context.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { draftWorkbook } from './draft-workbook.ts'
import { type BatchForm, type CodesForm, isFromFile, readCount } from './form.ts'
import { readFile } from './read-file.ts'
import type { Unmapped } from './show-mapping.tsx'

export type Drafted =
  | Draft
  | { outcome: 'wrong_choice'; errors: FieldErrors }
  | { outcome: 'unmapped'; upload: Unmapped }

/** From a posted form to a draft: the rows of the list or file, and the options with internal ids. */
export async function draftFromForm(c: AppContext, form: BatchForm): Promise<Drafted> {
  const chosen = await readOptions(c, form)
  if ('errors' in chosen) return { outcome: 'wrong_choice', errors: chosen.errors }
  if (form.source === 'workbook' || (form.source === 'codes' && isFromFile(form)))
    return draftFromFile(c, { source: form.source, file: form.file }, chosen.options)
  const rows =
    form.source === 'codes'
      ? emptyRows(readCount(form.count) ?? 0)
      : rowSourceOf(readAddresses(form.addresses))
  const batch = { source: form.source, rows, options: chosen.options }
  return draftBatch(c.get('db'), c.get('keys'), batch, actorOf(c), c.get('settings'), c.get('now'))
}

type MailsForm = Exclude<BatchForm, CodesForm>
type FileForm = { file?: File | string | undefined; source: FileSource }

/** A file whose columns nobody can tell is kept until somebody does. */
async function draftFromFile(
  c: AppContext,
  { file: chosen, source }: FileForm,
  options: BatchOptions,
): Promise<Drafted> {
  const file = await readFile(chosen)
  if (!file) return { outcome: 'wrong_choice', errors: { file: { key: 'batches.errors.no_file' } } }
  const draft = await draftWorkbook(c, file, { source, options })
  if (draft.outcome !== 'unmapped') return draft
  const publicId = await keepUpload(c.get('db'), file, { source, options }, actorOf(c), c.get('now'))
  return {
    outcome: 'unmapped',
    upload: { publicId, source, fileName: file.fileName, preview: draft.preview },
  }
}

async function readOptions(
  c: AppContext,
  form: BatchForm,
): Promise<{ options: BatchOptions } | { errors: FieldErrors }> {
  const { languages, defaultLanguage } = c.get('settings')
  const { message, language = defaultLanguage } = form
  const rights = form.source === 'codes' ? onPaper(form) : byMail(form)
  const choices = await readChoices(c.get('db'), c.get('words').language)
  const groups = idsOf(form.groups, choices.groups)
  const projects = idsOf(rights.projects, choices.projects)
  const errors: FieldErrors = {
    ...(!languages.includes(language) && { language: { key: 'batches.errors.unknown_language' } as const }),
    ...(groups === null && { groups: { key: 'batches.errors.unknown_choice' } as const }),
    ...(projects === null && { projects: { key: 'batches.errors.unknown_choice' } as const }),
  }
  if (Object.keys(errors).length > 0 || groups === null || projects === null) return { errors }
  return { options: { ...rights, projects, groups, language, message } }
}

function byMail({ admin, projects, existing, codes, source }: MailsForm) {
  return { admin, projects, existing, codes: codes && source === 'workbook' }
}

/** A letter may be read by anybody: it gives no rights. */
function onPaper({ days }: CodesForm) {
  return { admin: false, projects: [], existing: 'leave' as const, codes: true, expiryDays: days }
}

/** The internal ids of what was chosen, or null when something of it is no longer there. */
function idsOf(chosen: readonly string[], choices: readonly Choice[]): number[] | null {
  const ids = chosen.map((publicId) => choices.find((choice) => choice.publicId === publicId)?.id)
  return ids.every((id) => id !== undefined) ? [...new Set(ids)] : null
}
