import type { Child } from 'hono/jsx'
import type { ExportedList } from '#src/domain/events/record-export.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { CheckField } from '../components/check-field.tsx'
import { RadioList } from '../components/choice-list.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout, type Section } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

export type ExportProps = {
  list: ExportedList
  section: Section | undefined
  /** Where the form goes, with the filter in its address, and where the list is. */
  action: string
  back: string
  /** What is exported, in words. */
  chosen: Child
  /** Public ids, where rows were ticked. */
  ids?: readonly string[] | undefined
  /** What separates the cells of a CSV file in this language. */
  separator: ',' | ';'
  /** Whether codes may be had with it. */
  hasCodes?: boolean
  given?: { format: string | undefined; codes: string | undefined }
  /** Why there is no file. */
  problem?: 'nothing' | 'too_many' | undefined
}

/** What will be exported, and in which form. The answer to its form is the file. */
export function ExportPage(props: ExportProps) {
  const t = useWords()
  const { list, section, action, back, chosen, ids = [], hasCodes, given, problem } = props
  const errors: FieldErrors = problem ? { format: { key: `exports.errors.${problem}` } } : {}
  const title = t(`exports.title.${list}`)
  return (
    <PanelLayout title={title} {...(section && { section })}>
      <ErrorSummary errors={errors} />
      <PageHeader title={title} lead={t(`exports.lead.${list}`)} />
      <form class="card form" method="post" action={action} data-download>
        <p data-export={list}>
          {t('exports.chosen')} <strong>{chosen}</strong>
        </p>
        {ids.length > 0 && <input type="hidden" name="scope" value="ticked" />}
        {ids.map((id) => (
          <input type="hidden" name="id" value={id} />
        ))}
        <FormatChoice {...props} errors={errors} />
        {hasCodes && (
          <CheckField
            name="codes"
            label={t('exports.codes.label')}
            hint={t('exports.codes.hint')}
            checked={given?.codes === 'on'}
          />
        )}
        <div class="actions">
          <Button>{t('exports.submit')}</Button>
          <LinkButton kind="quiet" href={back}>
            {t('exports.back')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}

function FormatChoice({ separator, given, errors }: ExportProps & { errors: FieldErrors }) {
  const t = useWords()
  const hint = t(separator === ',' ? 'exports.format.csv_comma' : 'exports.format.csv_semicolon')
  return (
    <RadioList
      name="format"
      legend={t('exports.format.legend')}
      options={[
        { value: 'xlsx', label: t('exports.format.xlsx'), hint: t('exports.format.xlsx_hint') },
        { value: 'csv', label: t('exports.format.csv'), hint },
      ]}
      value={given?.format ?? 'xlsx'}
      error={errors.format}
    />
  )
}
