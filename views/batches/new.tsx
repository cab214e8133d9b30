import { type BatchSource, rowsMax } from '#src/domain/batches/batch.ts'
import type { Refusal } from '#src/domain/batches/row.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { TextArea } from '../components/text-area.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { CodesFields } from './codes-fields.tsx'
import { type Given, OptionFields, type Place } from './option-fields.tsx'
import { WorkbookField } from './workbook-field.tsx'

export const ways = ['addresses', 'workbook', 'codes'] as const satisfies BatchSource[]
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
      <div data-problem={refusal ?? (errors.message && 'too_long')}>
        <ErrorSummary errors={errors} />
      </div>
      <PageHeader
        title={t('batches.new.title')}
        lead={t(way === 'codes' ? 'batches.codes.form.lead' : 'batches.new.lead')}
      />
      <Ways chosen={way} />
      <form
        class="form new-batch"
        method="post"
        action={paths.admin.batches(way === 'codes' ? { from: way } : {})}
        enctype={way === 'addresses' ? undefined : 'multipart/form-data'}
      >
        <input type="hidden" name="source" value={way} />
        {way === 'addresses' && <Addresses given={given} errors={errors} />}
        {way === 'workbook' && <WorkbookField error={errors.file} />}
        {way === 'codes' && <CodesFields given={given} errors={errors} />}
        <OptionFields way={way} groups={groups} projects={projects} given={given} errors={errors} />
        <Button>{t(way === 'codes' ? 'batches.codes.form.submit' : 'batches.new.submit')}</Button>
        {way !== 'addresses' && <p class="soft" role="status" data-while-sent={t('batches.new.reading')} />}
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
