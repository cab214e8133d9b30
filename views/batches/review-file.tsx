import type { BatchSource, SheetFacts } from '#src/domain/batches/batch.ts'
import type { SameFile } from '#src/domain/batches/find-same-file.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { isolated } from '../components/isolated.ts'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'

/** That these people may have been invited already, from the very same file. */
export function SameFileNote({ batch, sameFile }: { batch: Batch; sameFile: SameFile }) {
  const t = useWords()
  const { publicId, state } = sameFile
  return (
    <p class="note" data-tone="warn" data-same-file={publicId}>
      {t(
        batch.source === 'codes'
          ? `batches.codes.review.same_file.${state}`
          : `batches.review.same_file.${state}`,
      )}{' '}
      <a href={paths.admin.batch(publicId)}>
        {t('batches.review.same_file.link')} <Moment at={sameFile.createdAt} form="date_time" />
      </a>
    </p>
  )
}

type NotesProps = { sheet: SheetFacts; source: BatchSource }

/** What was read besides the people, and what was not read. */
export function SheetNotes({ sheet, source }: NotesProps) {
  const notes = useNotes({ sheet, source })
  if (notes.length === 0) return null
  return (
    <ul class="sheet-notes">
      {notes.map((note) => (
        <li>{note}</li>
      ))}
    </ul>
  )
}

function useNotes({ sheet, source }: NotesProps): string[] {
  const t = useWords()
  const { sheetName, otherSheets, hiddenSheets, hiddenRows, mergedCells, isGuessedEncoding } = sheet
  const hasMore = otherSheets.length + hiddenSheets.length > 0
  const ignored = useIgnored(sheet)
  return [
    ignored !== '' && t('batches.review.ignored_columns', { columns: ignored }),
    hasMore &&
      t(source === 'codes' ? 'batches.codes.review.sheet' : 'batches.review.file.sheet', {
        sheet: isolated(sheetName),
      }),
    otherSheets.length > 0 && t('batches.review.file.other_sheets', { sheets: listed(otherSheets) }),
    hiddenSheets.length > 0 && t('batches.review.file.hidden_sheets', { sheets: listed(hiddenSheets) }),
    hiddenRows > 0 && t('batches.review.file.hidden_rows', { count: hiddenRows }),
    mergedCells > 0 && t('batches.review.file.merged_cells', { count: mergedCells }),
    isGuessedEncoding && t('batches.review.file.encoding'),
  ].filter((note) => note !== false)
}

function useIgnored({ ignored }: SheetFacts): string {
  const t = useWords()
  return ignored
    .map(({ header, letter, nearest }) => {
      const name = isolated(header) || letter
      if (!nearest) return name
      return t('batches.review.file.nearest', { header: name, column: t(`batches.column.${nearest}`) })
    })
    .join(', ')
}

function listed(names: readonly string[]): string {
  return names.map(isolated).join(', ')
}
