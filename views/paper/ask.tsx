import type { Batch } from '#src/domain/batches/read-batch.ts'
import { printedAtOnce } from '#src/domain/codes/limits.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { RadioList } from '../components/choice-list.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { RangeButtons } from './ranges.tsx'
import { layouts, papers, windows } from './sheets.tsx'

export type AskedPaper = Record<'layout' | 'paper' | 'window' | 'from' | 'to', string>

type PaperProps = {
  batch: Batch
  /** How many of its letter codes are open. */
  open: number
  given: AskedPaper
  errors?: FieldErrors
}

/** Which open letter codes of a batch are to be printed, and how. The answer to its form is the paper. */
export function PaperPage({ batch, open, given, errors = {} }: PaperProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('paper.ask.title')} section="batches">
      <ErrorSummary errors={errors} />
      <PageHeader title={t('paper.ask.title')} lead={open > 0 && t('paper.ask.lead', { count: open })} />
      {open === 0 ? (
        <Empty title={t('paper.ask.none')}>
          <p>{t('paper.ask.none_text')}</p>
        </Empty>
      ) : (
        <>
          <PaperChoice batch={batch} open={open} given={given} errors={errors} />
          <MailMerge batch={batch} />
        </>
      )}
      <p>
        <LinkButton kind="quiet" href={paths.admin.batch(batch.publicId)}>
          {t('paper.ask.back')}
        </LinkButton>
      </p>
    </PanelLayout>
  )
}

function PaperChoice({ batch, open, given, errors = {} }: PaperProps) {
  const t = useWords()
  return (
    <form
      class="card form paper-form"
      method="post"
      action={paths.admin.batchPaper(batch.publicId)}
      novalidate
    >
      <RadioList
        name="layout"
        legend={t('paper.ask.layout.legend')}
        options={layouts.map((value) => ({
          ...{ value, label: t(`paper.ask.layout.${value}`), hint: t(`paper.ask.layout.${value}_hint`) },
        }))}
        value={given.layout}
        error={errors.layout}
      />
      <RadioList
        name="paper"
        legend={t('paper.ask.paper.legend')}
        options={papers.map((value) => ({ value, label: t(`paper.ask.paper.${value}`) }))}
        value={given.paper}
        error={errors.paper}
      />
      <div class="paper-window">
        <RadioList
          name="window"
          legend={t('paper.ask.window.legend')}
          hint={t('paper.ask.window.hint')}
          options={windows.map((value) => ({ value, label: t(`paper.ask.window.${value}`) }))}
          value={given.window}
          error={errors.window}
        />
      </div>
      <input type="hidden" name="open" value={open} />
      <RangeFields open={open} given={given} errors={errors} />
      <p class="hint">{t('paper.ask.journal')}</p>
    </form>
  )
}

function RangeFields({ open, given, errors = {} }: Omit<PaperProps, 'batch'>) {
  const t = useWords()
  return (
    <fieldset class="choices">
      <legend>{t('paper.ask.range.legend')}</legend>
      <p class="hint">{t('paper.ask.range.hint', printedAtOnce)}</p>
      <div class="paper-range">
        <RangeField name="from" value={given.from} error={errors.from} label={t('paper.ask.range.from')} />
        <RangeField name="to" value={given.to} error={errors.to} label={t('paper.ask.range.to')} />
        <Button>{t('paper.ask.range.submit')}</Button>
      </div>
      <RangeButtons open={open} />
    </fieldset>
  )
}

type RangeFieldProps = { name: string; label: string; value: string; error: FieldErrors[string] | undefined }

function RangeField(field: RangeFieldProps) {
  return <TextField {...field} maxlength={7} attributes={{ inputmode: 'numeric', size: 7 }} />
}

/** For whoever lays out letters of their own. */
function MailMerge({ batch: { publicId } }: { batch: Batch }) {
  const t = useWords()
  return (
    <section class="card" aria-labelledby="merge">
      <h2 id="merge">{t('paper.ask.merge.title')}</h2>
      <p>{t('paper.ask.merge.text')}</p>
      <div class="actions">
        <form method="post" action={paths.admin.batchCodes(publicId)} data-download>
          <Button kind="quiet">{t('exports.format.xlsx')}</Button>
        </form>
        <form method="post" action={paths.admin.batchCodesCsv(publicId)} data-download>
          <Button kind="quiet">{t('exports.format.csv')}</Button>
        </form>
      </div>
    </section>
  )
}
