import { cleanLine, cleanText, lengthOf } from '../text/clean.ts'
import type { Column, postalColumns, ReadRow } from './row.ts'

/** Most characters of each part of a postal address, as far as the window of an envelope shows them. */
export const postalMax: Record<(typeof postalColumns)[number], number> = {
  street: 200,
  postcode: 20,
  city: 80,
}
/** Most lines below the name, which is what lists that leave the house have room for as well. */
export const postalLinesMax = 5
/** Most lines between the name and the last one. */
export const streetLinesMax = postalLinesMax - 1
/** Most characters of all lines together, with what stands between them. */
const postalAddressMax = postalMax.street + postalMax.postcode + postalMax.city + 2

type Fault = { key: 'too_long' | 'too_many_lines'; column: Column; value: string; max: number }

/**
 * The lines below the name: the street in one line or several, then postcode and city. Null where there are none. A street
 * without either may be the whole address, as our own lists have it: there its last line is the town.
 */
export function readPostalAddress(
  values: ReadRow['values'],
  isBroken: (column: Column) => boolean,
): { address: string | null; faults: Fault[] } {
  const faults: Fault[] = []
  const isWhole = !values.postcode?.trim() && !values.city?.trim()
  const street = partOf('street', isWhole ? postalAddressMax : postalMax.street)
  const lines = street.split('\n').map(cleanLine).filter(Boolean)
  const last = [cleanLine(partOf('postcode')), cleanLine(partOf('city'))].filter(Boolean).join(' ')
  const linesMax = isWhole ? postalLinesMax : streetLinesMax
  if (lines.length > linesMax)
    faults.push({ key: 'too_many_lines', column: 'street', value: street, max: linesMax })
  return { address: [...lines, last].filter(Boolean).join('\n') || null, faults }

  function partOf(column: keyof typeof postalMax, max = postalMax[column]): string {
    const given = values[column]
    if (!given || isBroken(column)) return ''
    const text = cleanText(given)
    if (lengthOf(text) > max) faults.push({ key: 'too_long', column, value: text, max })
    return text
  }
}
