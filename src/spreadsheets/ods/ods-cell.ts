import { isoDateText, tidy } from '#src/spreadsheets/cell-text.ts'
import type { Attributes } from '#src/spreadsheets/xml/start-parser.ts'

/** The text of a cell. It is broken when it holds an error or a formula without result. */
export function readOdsCell(attributes: Attributes, written: string): { text: string; isBroken: boolean } {
  const formula = attributes['table:formula']
  const type = attributes['office:value-type']
  if (attributes['calcext:value-type'] === 'error') return { text: tidy(written) || '#ERROR', isBroken: true }
  if (formula !== undefined && type === undefined && written === '')
    return { text: tidy(formula.replace(/^[a-z]+:(?==)/i, '')), isBroken: true }
  return { text: tidy(shownValue(type, attributes, written)), isBroken: false }
}

function shownValue(type: string | undefined, attributes: Attributes, written: string): string {
  switch (type) {
    case 'boolean':
      return attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE'
    case 'float':
    case 'currency':
    case 'percentage':
      return numberText(attributes['office:value']) ?? written
    case 'date':
      return isoDateText(attributes['office:date-value'] ?? '') ?? written
    case 'time':
      return timeOf(attributes['office:time-value']) ?? written
    default:
      return attributes['office:string-value'] ?? written
  }
}

function numberText(value: string | undefined): string | undefined {
  return value === undefined || Number.isNaN(Number(value)) ? undefined : String(Number(value))
}

function timeOf(value: string | undefined): string | undefined {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)/.exec(value ?? '') ?? []
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined
  const clock = `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`
  return Number(seconds) === 0 ? clock : `${clock}:${seconds.padStart(2, '0')}`
}
