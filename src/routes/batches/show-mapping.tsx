import { shorten } from '#src/domain/batches/shorten.ts'
import type { FileSource } from '#src/domain/uploads/upload.ts'
import type { AppContext } from '#src/http/context.ts'
import { page } from '#src/http/respond.tsx'
import type { Preview } from '#src/spreadsheets/read-workbook.ts'
import { MappingPage } from '#views/batches/mapping.tsx'
import type { FieldErrors } from '#views/components/field.tsx'
import { kindOf } from './draft-workbook.ts'
import { meaningsOf, type Said, suggestMapping } from './mapping-form.ts'

/** Rows shown of the file. */
const samplesShown = 5

/** A file that waits, with its first rows. */
export type Unmapped = { publicId: string; source: FileSource; fileName: string; preview: Preview }

/** The question which column is what; after an error with everything kept that was said. */
export function showMapping(
  c: AppContext,
  { publicId, source, fileName, preview }: Unmapped,
  status: 200 | 422,
  said: Said = suggestMapping(preview, kindOf(source)),
  errors: FieldErrors = {},
) {
  const columns = preview.columns.map(({ letter, samples }, at) => ({
    letter,
    samples: samples.slice(0, samplesShown).map(shorten),
    meaning: said.meanings[at],
  }))
  const { sheetName } = preview
  const meanings = meaningsOf(kindOf(source))
  const content = (
    <MappingPage
      {...{ publicId, source, fileName, sheetName, columns, meanings, errors }}
      hasHeader={said.hasHeader}
    />
  )
  return page(c, content, status)
}
