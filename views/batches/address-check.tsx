import { rowsMax } from '#src/domain/batches/batch.ts'
import type { AddressCheck as AddressCheckProps } from '#src/domain/batches/check-addresses.ts'
import { useWords } from '../view.ts'

/** What the typed list holds so far, in one line for the live region under the field. */
export function AddressCheck({ validCount, unreadable, repeated }: AddressCheckProps) {
  const t = useWords()
  const total = validCount + unreadable.length + repeated.length
  if (total === 0) return null
  return (
    <>
      <span>{t('batches.address_check.valid', { count: validCount })}</span>
      <Pieces kind="unreadable" pieces={unreadable} />
      <Pieces kind="repeated" pieces={repeated} />
      {total > rowsMax && <span class="error">{t('batches.address_check.too_many', { max: rowsMax })}</span>}
    </>
  )
}

/** So many pieces are named, and so much of each is shown. */
const piecesShown = 3
const pieceLength = 40

function Pieces({ kind, pieces }: { kind: 'unreadable' | 'repeated'; pieces: readonly string[] }) {
  const t = useWords()
  if (pieces.length === 0) return null
  const named = pieces.slice(0, piecesShown).map(shorten).join(', ')
  const list = pieces.length > piecesShown ? t('batches.address_check.and_more', { list: named }) : named
  return (
    <span class={kind === 'unreadable' ? 'error' : 'hint'}>
      {t(`batches.address_check.${kind}`, { count: pieces.length, list })}
    </span>
  )
}

function shorten(piece: string): string {
  const symbols = [...piece]
  return symbols.length > pieceLength ? `${symbols.slice(0, pieceLength).join('')}…` : piece
}
