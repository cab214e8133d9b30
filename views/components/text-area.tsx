import { type Attributes, Field, type FieldProps } from './field.tsx'

type TextAreaProps = Omit<FieldProps, 'children'> & {
  value?: string | undefined
  rows?: number
  maxlength?: number
  required?: boolean
  attributes?: Attributes
}

export function TextArea({ value, rows = 5, maxlength, required, attributes, ...field }: TextAreaProps) {
  return (
    <Field {...field}>
      {(described) => (
        <textarea
          {...described}
          name={field.name}
          rows={rows}
          maxlength={maxlength}
          required={required}
          autofocus={Boolean(field.error)}
          {...attributes}
        >
          {value}
        </textarea>
      )}
    </Field>
  )
}
