import { useView } from '../view.ts'
import { formatNumber } from './format-number.ts'

type GroupedProps = { count: number; [mark: `data-${string}`]: string }

/**
 * A number whose mark scripts read: bare digits, drawn in groups as the reader's language writes them. What is copied, and what
 * screen readers say, are the bare ones.
 */
export function Grouped({ count, ...mark }: GroupedProps) {
  const grouped = formatNumber(useView().words, count)
  const bare = <span {...mark}>{count}</span>
  return grouped === String(count) ? bare : <span data-grouped={grouped}>{bare}</span>
}
