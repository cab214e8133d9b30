import type { Child } from 'hono/jsx'
import { useWords } from '../view.ts'
import type { WordKey } from '../words/index.ts'

/** What is wrong with a field, as a key of the catalogue and the values its sentence names. */
export type FieldError = { key: WordKey; values?: Record<string, string | number> }
export type FieldErrors = Record<string, FieldError>

type FieldProps = {
  name: string
  label: string
  hint?: string | undefined
  error?: FieldError | undefined
  children: (described: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' }) => Child
}

/** A label, its control, a hint and the error, tied together for eyes and screen readers. */
export function Field({ name, label, hint, error, children }: FieldProps) {
  const t = useWords()
  const hintId = hint ? `${name}-hint` : undefined
  const errorId = error ? `${name}-error` : undefined
  const describedBy = [hintId, errorId].filter(Boolean).join(' ')
  return (
    <div class={error ? 'field field-invalid' : 'field'}>
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
      {children({
        id: name,
        ...(describedBy && { 'aria-describedby': describedBy }),
        ...(error && { 'aria-invalid': 'true' as const }),
      })}
      {error && (
        <p class="error" id={errorId}>
          {t(error.key, error.values ?? {})}
        </p>
      )}
    </div>
  )
}

type InputProps = Omit<FieldProps, 'children'> & {
  type?: 'text' | 'email' | 'password' | 'search' | 'file'
  value?: string | undefined
  autocomplete?: string
  required?: boolean
  autofocus?: boolean
  maxlength?: number
  /** Further attributes of the input, htmx's among them. */
  attributes?: Record<string, string | boolean | number>
}

export function TextField({
  type = 'text',
  value,
  attributes,
  autocomplete,
  required,
  autofocus,
  maxlength,
  ...field
}: InputProps) {
  return (
    <Field {...field}>
      {(described) => (
        <input
          {...described}
          type={type}
          name={field.name}
          value={value}
          autocomplete={autocomplete}
          required={required}
          autofocus={autofocus || Boolean(field.error)}
          maxlength={maxlength}
          {...attributes}
        />
      )}
    </Field>
  )
}
