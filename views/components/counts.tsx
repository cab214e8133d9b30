import { useView } from '../view.ts'
import { formatNumber } from './format-number.ts'
import type { Option } from './select-field.tsx'

/** How many a tab leads to; nothing while that is not known. */
export function TabCount({ count }: { count: number | undefined }) {
  const { words } = useView()
  if (count === undefined) return null
  return <span class="tab-count">{formatNumber(words, count)}</span>
}

type UpdateProps = { id: string; options: readonly Option[]; value: string | undefined }

/**
 * The options of a field, sent after the page they stand on. Morphed, so that what is chosen stays: options that are moved
 * here one by one would leave the last one chosen.
 */
export function OptionsUpdate({ id, options, value = '' }: UpdateProps) {
  return (
    <select id={id} hx-swap-oob="innerMorph">
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
