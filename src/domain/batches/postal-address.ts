import { cleanLine, cleanText, lengthOf } from '../text/clean.ts'
import type { Column, postalColumns, ReadRow } from './row.ts'

/** Most characters of each part of a postal address, as far as the window of an envelope shows them. */
export const postalMax: Record<(typeof postalColumns)[number], number> = {
  street: 200,
  postcode: 20,
  city: 80,
}
/** Most lines between the name and the last one. */
export const streetLinesMax = 4

type Fault = { key: 'too_long' | 'too_many_lines'; column: Column; value: string; max: number }

/** The lines below the name: the street in one line or several, then postcode and city. Null where there are none. */
export function readPostalAddress(
  values: ReadRow['values'],
  isBroken: (column: Column) => boolean,
): { address: string | null; faults: Fault[] } {
  const faults: Fault[] = []
  const street = partOf('street')
  const lines = street.split('\n').map(cleanLine).filter(Boolean)
  const last = [cleanLine(partOf('postcode')), cleanLine(partOf('city'))].filter(Boolean).join(' ')
  if (lines.length > streetLinesMax)
    faults.push({ key: 'too_many_lines', column: 'street', value: street, max: streetLinesMax })
  return { address: [...lines, last].filter(Boolean).join('\n') || null, faults }

  function partOf(column: keyof typeof postalMax): string {
    const given = values[column]
    if (!given || isBroken(column)) return ''
    const text = cleanText(given)
    const max = postalMax[column]
    if (lengthOf(text) > max) faults.push({ key: 'too_long', column, value: text, max })
    return text
  }
}
