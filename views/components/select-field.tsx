import { type Attributes, Field, type FieldProps } from './field.tsx'

export type Option = { value: string; label: string }

type SelectProps = Omit<FieldProps, 'children'> & {
  options: readonly Option[]
  value?: string | undefined
  attributes?: Attributes
}

export function SelectField({ options, value, attributes, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(described) => (
        <select {...described} name={field.name} autofocus={Boolean(field.error)} {...attributes}>
          {options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
