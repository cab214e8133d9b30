import { shorten } from '#src/domain/batches/shorten.ts'
import type { AppContext } from '#src/http/context.ts'
import { page } from '#src/http/respond.tsx'
import type { Preview } from '#src/spreadsheets/read-workbook.ts'
import { MappingPage } from '#views/batches/mapping.tsx'
import type { FieldErrors } from '#views/components/field.tsx'
import { type Said, suggestMapping } from './mapping-form.ts'

/** Rows shown of the file. */
const samplesShown = 5

/** A file that waits, with its first rows. */
export type Unmapped = { publicId: string; fileName: string; preview: Preview }

/** The question which column is what; after an error with everything kept that was said. */
export function showMapping(
  c: AppContext,
  { publicId, fileName, preview }: Unmapped,
  status: 200 | 422,
  said: Said = suggestMapping(preview),
  errors: FieldErrors = {},
) {
  const columns = preview.columns.map(({ letter, samples }, at) => ({
    letter,
    samples: samples.slice(0, samplesShown).map(shorten),
    meaning: said.meanings[at],
  }))
  const { sheetName } = preview
  const content = (
    <MappingPage {...{ publicId, fileName, sheetName, columns, errors }} hasHeader={said.hasHeader} />
  )
  return page(c, content, status)
}
