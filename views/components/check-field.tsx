import { type Attributes, describedBy, type FieldError, Hint, Problem } from './field.tsx'

type CheckProps = {
  name: string
  label: string
  hint?: string | undefined
  error?: FieldError | undefined
  checked?: boolean
  value?: string
  required?: boolean
  attributes?: Attributes
}

/** One box to tick. */
export function CheckField({
  name,
  label,
  hint,
  error,
  checked,
  value = 'on',
  required,
  attributes,
}: CheckProps) {
  return (
    <div class={error ? 'check field-invalid' : 'check'}>
      <label class="choice">
        <input
          {...describedBy(name, hint, error)}
          type="checkbox"
          name={name}
          value={value}
          checked={checked}
          required={required}
          autofocus={Boolean(error)}
          {...attributes}
        />
        <span>{label}</span>
      </label>
      <Hint name={name} hint={hint} />
      <Problem name={name} error={error} />
    </div>
  )
}
