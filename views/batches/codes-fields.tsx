import { codesPerBatchMax } from '#src/domain/codes/limits.ts'
import { RadioList } from '../components/choice-list.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { useWords } from '../view.ts'
import type { Given } from './option-fields.tsx'
import { WorkbookField } from './workbook-field.tsx'

/** So many codes, or one for everybody on a list: a choice of two, and the field of each. */
export function CodesFields({ given, errors }: { given: Given; errors: FieldErrors }) {
  const t = useWords()
  return (
    <div class="codes-for">
      <RadioList
        legend={t('batches.codes.form.made')}
        name="made"
        options={(['count', 'file'] as const).map((value) => ({
          value,
          label: t(`batches.codes.form.by_${value}`),
          hint: t(`batches.codes.form.by_${value}_hint`),
        }))}
        value={given.made === 'file' ? 'file' : 'count'}
        error={errors.made}
      />
      <div data-made="count">
        <TextField
          name="count"
          label={t('batches.codes.form.count')}
          hint={t('batches.codes.form.count_hint', { max: codesPerBatchMax })}
          error={errors.count}
          value={String(given.count ?? '')}
          autocomplete="off"
          attributes={{ inputmode: 'numeric', class: 'short-number' }}
        />
      </div>
      <div data-made="file">
        <WorkbookField isForLetters error={errors.file} />
      </div>
    </div>
  )
}
