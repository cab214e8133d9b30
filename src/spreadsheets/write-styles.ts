import { xmlHead } from './write-xml.ts'

export type Style = 'text' | 'plain' | 'moment' | 'header' | 'mark' | 'wrapped' | 'example' | 'title' | 'bold'

const looks: Record<Style, Look> = {
  /** Text stays text: `007` and `=1+1` remain what was typed. */
  text: { format: 'text' },
  plain: {},
  /** A date with its time, as the reader's computer writes them. */
  moment: { format: 'moment' },
  header: { font: 'bold', fill: 'header', border: 'below', wraps: true, format: 'text' },
  /** A cell that has to be corrected. */
  mark: { font: 'dark', fill: 'mark', border: 'around', format: 'text' },
  wrapped: { wraps: true },
  example: { font: 'example' },
  title: { font: 'title' },
  bold: { font: 'bold', wraps: true },
}

type Look = {
  font?: keyof typeof fonts
  fill?: keyof typeof fills
  border?: keyof typeof borders
  wraps?: boolean
  format?: keyof typeof formats
}

/** By the numbers that the format gives them. */
const formats = { general: 0, moment: 22, text: 49 }

const fonts = {
  plain: '<sz val="11"/><name val="Calibri"/><family val="2"/>',
  bold: '<b/><sz val="11"/><name val="Calibri"/><family val="2"/>',
  dark: '<sz val="11"/><color rgb="FF3B2600"/><name val="Calibri"/><family val="2"/>',
  example: '<i/><sz val="11"/><color rgb="FF595959"/><name val="Calibri"/><family val="2"/>',
  title: '<b/><sz val="15"/><name val="Calibri"/><family val="2"/>',
}

/** The first two are fixed by the format. */
const fills = {
  none: '<patternFill patternType="none"/>',
  dots: '<patternFill patternType="gray125"/>',
  header: '<patternFill patternType="solid"><fgColor rgb="FFE7ECEB"/></patternFill>',
  mark: '<patternFill patternType="solid"><fgColor rgb="FFFFE08A"/></patternFill>',
}

const line = (side: string) => `<${side} style="thin"><color rgb="FF8A6100"/></${side}>`
const borders = {
  none: '<left/><right/><top/><bottom/><diagonal/>',
  below: '<left/><right/><top/><bottom style="medium"><color rgb="FF1F4B45"/></bottom><diagonal/>',
  around: `${['left', 'right', 'top', 'bottom'].map(line).join('')}<diagonal/>`,
}

const numbers = new Map(Object.keys(looks).map((style, index) => [style, index + 1]))

/** The number by which a cell names its style; 0 is a cell without any. */
export function styleNumber(style: Style): number {
  return numbers.get(style) ?? 0
}

export function wraps(style: Style): boolean {
  return looks[style].wraps ?? false
}

/** In points. */
export function lineHeight(style: Style): number {
  return style === 'title' ? 22 : 15
}

export function stylesXml(): string {
  const looked = ['<xf fontId="0" fillId="0" borderId="0"/>', ...Object.values(looks).map(formatXml)]
  return [
    `${xmlHead}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
    list('fonts', 'font', Object.values(fonts)),
    list('fills', 'fill', Object.values(fills)),
    list('borders', 'border', Object.values(borders)),
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${looked.length}">${looked.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('')
}

function formatXml({
  font = 'plain',
  fill = 'none',
  border = 'none',
  wraps,
  format = 'general',
}: Look): string {
  const at = (table: object, name: string) => Object.keys(table).indexOf(name)
  const ids = `fontId="${at(fonts, font)}" fillId="${at(fills, fill)}" borderId="${at(borders, border)}"`
  const applied = 'applyFont="1" applyFill="1" applyBorder="1" applyNumberFormat="1" applyAlignment="1"'
  const alignment = `<alignment horizontal="left" vertical="top"${wraps ? ' wrapText="1"' : ''}/>`
  return `<xf numFmtId="${formats[format]}" ${ids} xfId="0" ${applied}>${alignment}</xf>`
}

function list(name: string, tag: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.map((item) => `<${tag}>${item}</${tag}>`).join('')}</${name}>`
}
