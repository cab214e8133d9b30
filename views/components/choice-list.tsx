import { describedBy, type FieldError, Hint, Problem } from './field.tsx'
import type { Option } from './select-field.tsx'

export type Choice = Option & { hint?: string | undefined }

type ListProps = {
  legend: string
  name: string
  options: readonly Choice[]
  hint?: string | undefined
  error?: FieldError | undefined
}

/** Any number of a few. */
export function CheckList({ values = [], ...list }: ListProps & { values?: readonly string[] | undefined }) {
  return <ChoiceList {...list} type="checkbox" values={values} />
}

/** Exactly one of a few. */
export function RadioList({ value, ...list }: ListProps & { value?: string | undefined }) {
  return <ChoiceList {...list} type="radio" values={value === undefined ? [] : [value]} />
}

type ChoiceListProps = ListProps & { type: 'checkbox' | 'radio'; values: readonly string[] }

function ChoiceList({ legend, name, options, hint, error, type, values }: ChoiceListProps) {
  const { 'aria-invalid': _invalid, ...described } = describedBy(name, hint, error)
  return (
    <fieldset class={error ? 'choices field-invalid' : 'choices'} tabindex={-1} {...described}>
      <legend>{legend}</legend>
      <Hint name={name} hint={hint} />
      {options.map((option) => (
        <label class="choice">
          <input type={type} name={name} value={option.value} checked={values.includes(option.value)} />
          <span>
            {option.label}
            {option.hint && <span class="hint">{option.hint}</span>}
          </span>
        </label>
      ))}
      <Problem name={name} error={error} />
    </fieldset>
  )
}
