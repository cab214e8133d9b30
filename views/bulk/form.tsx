import { bulkKinds } from '#src/domain/bulk-actions/bulk-action.ts'
import { mayDoInBulk } from '#src/domain/bulk-actions/may.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { SelectField } from '../components/select-field.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView } from '../view.ts'

/** What was sent by the list, with names as fields have them. */
type Given = Record<string, string | string[]>

/** `back`: the list that it came from. */
type FormProps = { given: Given; errors: FieldErrors; back: string | undefined }

/** What the list could not say, or said wrongly: what to do, and for how many days. */
export function BulkFormPage({ given, errors, back }: FormProps) {
  const { words } = useView()
  const { t } = words
  return (
    <PanelLayout title={t('bulk.form.title')} section="invitations">
      <PageHeader title={t('bulk.form.title')} lead={t('bulk.form.lead')} />
      <ErrorSummary errors={errors} />
      {!errors.form && <BulkForm {...{ given, errors, back }} />}
      <p>
        <a href={back ?? paths.admin.invitations()}>{t('bulk.back')}</a>
      </p>
    </PanelLayout>
  )
}

function BulkForm({ given, errors, back }: FormProps) {
  const { actor, words } = useView()
  const { t } = words
  const kinds = bulkKinds.filter((kind) => actor && mayDoInBulk(actor, kind))
  return (
    <form class="card form" method="post" action={paths.admin.bulkActions({ back })}>
      <SelectField
        name="kind"
        label={t('bulk.form.kind')}
        options={kinds.map((kind) => ({ value: kind, label: t(`bulk.kinds.${kind}`) }))}
        value={String(given.kind ?? '')}
        error={errors.kind}
      />
      {kinds.includes('extend') && (
        <TextField
          name="days"
          label={t('bulk.form.days')}
          hint={t('bulk.form.days_hint')}
          value={String(given.days ?? '')}
          error={errors.days}
          attributes={{ inputmode: 'numeric' }}
        />
      )}
      <Kept given={given} />
      <div class="actions">
        <Button>{t('bulk.form.next')}</Button>
        <LinkButton kind="quiet" href={back ?? paths.admin.invitations()}>
          {t('bulk.keep')}
        </LinkButton>
      </div>
    </form>
  )
}

/** Which invitations were chosen stays as it was. */
function Kept({ given }: { given: Given }) {
  const kept = Object.entries(given).filter(([name]) => name !== 'kind' && name !== 'days')
  return (
    <>
      {kept.flatMap(([name, value]) =>
        [value].flat().map((one) => <input type="hidden" name={name} value={one} />),
      )}
    </>
  )
}
