import { fileBytesMax, rowsMax } from '#src/domain/batches/batch.ts'
import { type Column, columnOrder, letterColumns } from '#src/domain/batches/row.ts'
import { codesPerBatchMax } from '#src/domain/codes/limits.ts'
import { paths } from '#src/paths.ts'
import { type FieldError, TextField } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { useView, useWords } from '../view.ts'

/** What a browser offers first. What a file is, its content says. */
const formats = '.xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.tsv,.txt'

type FileProps = { error: FieldError | undefined; isForLetters?: boolean }

/** The file, what it may be, the template to start from and what its columns mean. */
export function WorkbookField({ error, isForLetters }: FileProps) {
  const t = useWords()
  const limits = { max: isForLetters ? codesPerBatchMax : rowsMax, size: fileBytesMax / 1024 / 1024 }
  return (
    <div>
      <TextField
        type="file"
        name="file"
        label={t(isForLetters ? 'batches.codes.form.file' : 'batches.new.workbook.label')}
        hint={t(isForLetters ? 'batches.codes.form.file_hint' : 'batches.new.workbook.hint', limits)}
        error={error}
        attributes={{
          accept: formats,
          'data-bytes-max': fileBytesMax,
          'data-too-large': t('batches.refusals.too_large', limits),
        }}
      />
      <p class="workbook-help">
        <a href={isForLetters ? paths.admin.lettersTemplate() : paths.admin.template()} download>
          {t(isForLetters ? 'batches.codes.form.template' : 'batches.new.workbook.template')}
        </a>
      </p>
      {isForLetters && <p class="hint">{t('batches.codes.form.wins')}</p>}
      <Columns columns={isForLetters ? letterColumns : columnOrder} />
    </div>
  )
}

function Columns({ columns }: { columns: readonly Column[] }) {
  const { words, languages } = useView()
  const { t } = words
  const codes = languages.map((tag) => `${tag} (${languageName(words, tag)})`).join(', ')
  return (
    <details class="columns">
      <summary>{t('batches.new.workbook.columns')}</summary>
      <dl>
        {columns.map((column) => (
          <div>
            <dt>
              <code>{t(`template.header.${column}`)}</code>
            </dt>
            <dd>{t(`batches.new.column.${column}`, { languages: codes })}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
