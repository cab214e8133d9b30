import { formatNumber } from '../components/format-number.ts'
import { useView } from '../view.ts'

/** Where a row stands in its sheet or list, as a cell. */
export function RowNumber({ row }: { row: number }) {
  return <td class="row-number">{formatNumber(useView().words, row)}</td>
}
