import { useView } from '../view.ts'

/** Where a row stands in its sheet or list, as a cell. */
export function RowNumber({ row }: { row: number }) {
  return <td class="row-number">{row.toLocaleString(useView().words.language)}</td>
}
