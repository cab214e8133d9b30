import { type BatchSource, type Column, type Refusal, rowsMax } from '#src/domain/batches/batch.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { TextArea } from '../components/text-area.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { languageName } from './language-name.ts'
import { type Given, OptionFields, type Place } from './option-fields.tsx'

export const ways = ['addresses', 'workbook'] as const satisfies BatchSource[]
export type Way = (typeof ways)[number]

type NewBatchProps = {
  way: Way
  groups: readonly Place[]
  projects: readonly Place[]
  given?: Given
  errors?: FieldErrors
  /** Why the list or file as a whole was refused. */
  refusal?: Refusal | undefined
}

/** "Invite users": the choice of ways, and the form of the chosen one. */
export function NewBatchPage({ way, groups, projects, given = {}, errors = {}, refusal }: NewBatchProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('batches.new.title')} section="batches">
      <div data-problem={refusal}>
        <ErrorSummary errors={errors} />
      </div>
      <PageHeader title={t('batches.new.title')} lead={t('batches.new.lead')} />
      <Ways chosen={way} />
      <form
        class="form new-batch"
        method="post"
        action={paths.admin.batches()}
        enctype={way === 'workbook' ? 'multipart/form-data' : undefined}
      >
        <input type="hidden" name="source" value={way} />
        {way === 'addresses' && <Addresses given={given} errors={errors} />}
        {way === 'workbook' && <Workbook errors={errors} />}
        <OptionFields way={way} groups={groups} projects={projects} given={given} errors={errors} />
        <Button>{t('batches.new.submit')}</Button>
      </form>
    </PanelLayout>
  )
}

function Ways({ chosen }: { chosen: Way }) {
  const t = useWords()
  return (
    <nav class="tabs" aria-label={t('batches.new.ways')}>
      {ways.map((way) => (
        <a href={paths.admin.newBatch(way)} aria-current={way === chosen ? 'page' : undefined}>
          {t(`batches.new.way.${way}`)}
        </a>
      ))}
    </nav>
  )
}

function Addresses({ given, errors }: { given: Given; errors: FieldErrors }) {
  const t = useWords()
  return (
    <div>
      <TextArea
        name="addresses"
        label={t('batches.new.addresses.label')}
        hint={t('batches.new.addresses.hint', { max: rowsMax })}
        error={errors.addresses}
        value={String(given.addresses ?? '')}
        rows={6}
        attributes={{
          autocomplete: 'off',
          autocapitalize: 'off',
          spellcheck: 'false',
          'hx-post': paths.admin.addressCheck(),
          'hx-trigger': 'input changed delay:400ms',
          'hx-target': '#address-check',
          'hx-sync': 'this:replace',
          'hx-status:4xx': 'swap:none',
          'hx-status:5xx': 'swap:none',
        }}
      />
      <p class="address-check" id="address-check" role="status" />
    </div>
  )
}

function Workbook({ errors }: { errors: FieldErrors }) {
  const t = useWords()
  return (
    <div>
      <TextField
        type="file"
        name="file"
        label={t('batches.new.workbook.label')}
        hint={t('batches.new.workbook.hint', { max: rowsMax })}
        error={errors.file}
        attributes={{ accept: '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }}
      />
      <p class="workbook-help">
        <a href={paths.admin.template()} download>
          {t('batches.new.workbook.template')}
        </a>
      </p>
      <Columns />
    </div>
  )
}

const columns: readonly Column[] = [
  'email',
  'first_name',
  'last_name',
  'language',
  'groups',
  'admin',
  'projects',
  'message',
]

function Columns() {
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
              <code>{t(`batches.template.header.${column}`)}</code>
            </dt>
            <dd>{t(`batches.new.column.${column}`, { languages: codes })}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
