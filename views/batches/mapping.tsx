import type { Column } from '#src/domain/batches/row.ts'
import type { FileSource } from '#src/domain/uploads/upload.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { describedBy, type FieldErrors, Hint, Problem } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

/** A column of the file: its letter, what stands in its first rows, and what it is said to be. */
export type UnnamedColumn = { letter: string; samples: readonly string[]; meaning: Column | undefined }

type MappingProps = {
  publicId: string
  source: FileSource
  fileName: string
  /** Empty for formats without sheets. */
  sheetName: string
  columns: readonly UnnamedColumn[]
  /** What a column may be. */
  meanings: readonly Column[]
  hasHeader: boolean
  errors: FieldErrors
}

/** A file without a column that is named as what is needed: its first rows, and the question which column is what. */
export function MappingPage({ publicId, source, fileName, hasHeader, errors, ...asked }: MappingProps) {
  const t = useWords()
  const { sheetName } = asked
  const isForLetters = source === 'codes'
  const lead = t(isForLetters ? 'batches.codes.mapping.lead' : 'batches.mapping.lead', { file: fileName })
  return (
    <PanelLayout title={t('batches.mapping.title')} section="batches">
      <div data-problem={isForLetters ? 'no_known_column' : 'no_email_column'}>
        <ErrorSummary errors={errors} />
      </div>
      <PageHeader title={t('batches.mapping.title')} lead={lead} />
      <form class="mapping" method="post" action={paths.admin.upload(publicId)}>
        {sheetName && <p class="soft">{t('batches.mapping.sheet', { sheet: sheetName })}</p>}
        <CheckField
          name="header"
          label={t('batches.mapping.header')}
          hint={t('batches.mapping.header_hint')}
          checked={hasHeader}
        />
        <Columns {...asked} isForLetters={isForLetters} errors={errors} />
        <div class="actions">
          <Button>{t(isForLetters ? 'batches.codes.form.submit' : 'batches.new.submit')}</Button>
          <LinkButton kind="quiet" href={paths.admin.newBatch(source)}>
            {t('batches.mapping.other_file')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}

type ColumnsProps = Pick<MappingProps, 'columns' | 'meanings' | 'errors'> & { isForLetters: boolean }

function Columns({ columns, meanings, errors, isForLetters }: ColumnsProps) {
  const t = useWords()
  const hint = t(isForLetters ? 'batches.codes.mapping.hint' : 'batches.mapping.columns_hint')
  const { 'aria-invalid': _invalid, ...described } = describedBy('columns', hint, errors.columns)
  const head = [t('batches.mapping.column'), t('batches.mapping.samples'), t('batches.mapping.meaning')]
  return (
    <fieldset tabindex={-1} {...described}>
      <legend class="visually-hidden">{t('batches.mapping.columns')}</legend>
      <Hint name="columns" hint={hint} />
      <Problem name="columns" error={errors.columns} />
      <Table caption={t('batches.mapping.columns')} head={head}>
        {columns.map((column, at) => (
          <ColumnRow name={`column_${at}`} column={column} meanings={meanings} errors={errors} />
        ))}
      </Table>
    </fieldset>
  )
}

type ColumnRowProps = {
  name: string
  column: UnnamedColumn
  meanings: readonly Column[]
  errors: FieldErrors
}

function ColumnRow({ name, column, meanings, errors }: ColumnRowProps) {
  const t = useWords()
  const { letter, samples } = column
  const error = errors[name]
  return (
    <tr>
      <th scope="row">
        <label for={name}>
          <span class="visually-hidden">{t('batches.mapping.meaning_of', { letter })}</span>
          <span aria-hidden="true">{letter}</span>
        </label>
      </th>
      <td>
        <ol class="samples">
          {samples.map((sample) => (
            <li>
              <bdi>{sample}</bdi>
            </li>
          ))}
        </ol>
      </td>
      <td class={error && 'field-invalid'}>
        <Meanings name={name} chosen={column.meaning} meanings={meanings} errors={errors} />
        <Problem name={name} error={error} />
      </td>
    </tr>
  )
}

type MeaningsProps = Omit<ColumnRowProps, 'column'> & { chosen: Column | undefined }

/** Where a column is missing, each column that is not used yet may be the one. */
function Meanings({ name, chosen, meanings, errors }: MeaningsProps) {
  const t = useWords()
  const missing = !chosen && errors.columns && { 'aria-describedby': 'columns-error' }
  return (
    <select {...describedBy(name, undefined, errors[name])} {...missing} name={name}>
      <option value="">{t('batches.mapping.unused')}</option>
      {meanings.map((column) => (
        <option value={column} selected={column === chosen}>
          {t(`batches.column.${column}`)}
        </option>
      ))}
    </select>
  )
}
