import type { Child } from 'hono/jsx'
import { useWords } from '../view.ts'
import type { WordKey } from '../words/index.ts'

/** What is wrong with a field, as a key of the catalogue and the values its sentence names. */
export type FieldError = { key: WordKey; values?: Record<string, string | number> }
export type FieldErrors = Record<string, FieldError>

/** Further attributes of a control, htmx's among them. */
export type Attributes = Record<string, string | boolean | number | undefined>

type Described = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' }

export type FieldProps = {
  name: string
  label: string
  hint?: Child
  error?: FieldError | undefined
  children: (described: Described) => Child
}

/** A label, its control, a hint and the error, tied together for eyes and screen readers. */
export function Field({ name, label, hint, error, children }: FieldProps) {
  return (
    <div class={error ? 'field field-invalid' : 'field'}>
      <label for={name}>{label}</label>
      <Hint name={name} hint={hint} />
      {children(describedBy(name, hint, error))}
      <Problem name={name} error={error} />
    </div>
  )
}

export function Hint({ name, hint }: { name: string; hint: Child }) {
  if (!hint) return null
  return (
    <p class="hint" id={`${name}-hint`}>
      {hint}
    </p>
  )
}

export function Problem({ name, error }: { name: string; error: FieldError | undefined }) {
  const t = useWords()
  if (!error) return null
  return (
    <p class="error" id={`${name}-error`}>
      {t(error.key, error.values ?? {})}
    </p>
  )
}

/** The attributes that tie a control to its label, hint and error. */
export function describedBy(name: string, hint: Child, error: FieldError | undefined): Described {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return {
    id: name,
    ...(ids && { 'aria-describedby': ids }),
    ...(error && { 'aria-invalid': 'true' as const }),
  }
}

type InputProps = Omit<FieldProps, 'children'> & {
  type?: 'text' | 'email' | 'password' | 'search' | 'file'
  value?: string | undefined
  autocomplete?: string
  required?: boolean
  autofocus?: boolean
  maxlength?: number
  attributes?: Attributes
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
