import type { Child } from 'hono/jsx'
import { useView } from '../view.ts'
import { formatNumber } from './format-number.ts'

/**
 * Digits that scripts read bare, as `children` hold them, drawn in groups as the reader's language writes them. What is copied, and
 * what screen readers say, are the bare ones.
 */
export function Grouped({ count, children }: { count: number; children: Child }) {
  const grouped = formatNumber(useView().words, count)
  if (grouped === String(count)) return <>{children}</>
  return <span data-grouped={grouped}>{children}</span>
}
