import { type ZipPart, zipOf } from './zips.ts'

/** An .xlsx file written by hand: what stands in its sheets, and what its other parts say where it matters. */
export type HandMade = {
  /** What stands in `<sheetData>` of the first sheet. */
  rows?: string
  /** What stands behind it. */
  behind?: string
  /** The whole part of the first sheet, instead. */
  sheet?: string
  /** What stands in `<sst>`. */
  strings?: string
  /** What stands in `<styleSheet>`. */
  styles?: string
  /** What stands in the relations of the first sheet. */
  links?: string
  /** What stands in `<workbook>` before its sheets. */
  settings?: string
  /** What stands in `<sheets>` instead of the first sheet alone. */
  sheets?: string
  /** What stands in the relations of the workbook besides the first sheet, its texts and its styles. */
  relations?: string
  /** Parts that are added, or replace those of the same name. */
  parts?: readonly ZipPart[]
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'

export function handMade(made: HandMade): Uint8Array {
  const parts = new Map(partsOf(made).map((part) => [part.name, part]))
  for (const part of made.parts ?? []) parts.set(part.name, part)
  return zipOf([...parts.values()])
}

export function sheetOf(rows: string, behind = ''): string {
  return `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}"><sheetData>${rows}</sheetData>${behind}</worksheet>`
}

export function relationsOf(relations: string): string {
  return `${declaration}<Relationships xmlns="${packages}/relationships">${relations}</Relationships>`
}

export function relation(id: string, type: string, target: string): string {
  const mode = type === 'hyperlink' ? ' TargetMode="External"' : ''
  return `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${mode}/>`
}

function partsOf({ rows = '', behind = '', sheet, strings, styles, links, ...book }: HandMade): ZipPart[] {
  const { settings = '', sheets = '<sheet name="List" sheetId="1" r:id="rId1"/>', relations = '' } = book
  const known = [
    relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
    ...(strings === undefined ? [] : [relation('rId2', 'sharedStrings', 'sharedStrings.xml')]),
    ...(styles === undefined ? [] : [relation('rId3', 'styles', 'styles.xml')]),
  ].join('')
  const workbook = `<workbook xmlns="${main}" xmlns:r="${office}">${settings}<sheets>${sheets}</sheets></workbook>`
  return [
    { name: '[Content_Types].xml', content: `${declaration}<Types xmlns="${packages}/content-types"/>` },
    { name: '_rels/.rels', content: relationsOf(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    { name: 'xl/workbook.xml', content: declaration + workbook },
    { name: 'xl/_rels/workbook.xml.rels', content: relationsOf(known + relations) },
    { name: 'xl/worksheets/sheet1.xml', content: sheet ?? sheetOf(rows, behind) },
    ...optional('xl/sharedStrings.xml', strings, 'sst'),
    ...optional('xl/styles.xml', styles, 'styleSheet'),
    ...(links === undefined
      ? []
      : [{ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: relationsOf(links) }]),
  ]
}

function optional(name: string, content: string | undefined, root: string): ZipPart[] {
  return content === undefined
    ? []
    : [{ name, content: `${declaration}<${root} xmlns="${main}">${content}</${root}>` }]
}
