import { type NewSheet, sheetXml } from './write-sheet.ts'
import { encoded, streamOf } from './write-stream.ts'
import { stylesXml } from './write-styles.ts'
import { xmlHead, xmlText } from './write-xml.ts'
import { type Part, writeZip } from './write-zip.ts'

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const packages = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const parts = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** An .xlsx file, written while it is read: rows are asked for as the bytes before them are taken. */
export function writeWorkbook(sheets: readonly NewSheet[]): ReadableStream<Uint8Array> {
  return streamOf(
    writeZip([
      part('[Content_Types].xml', contentTypesXml(sheets)),
      part('_rels/.rels', relationsXml([{ type: 'officeDocument', target: 'xl/workbook.xml' }])),
      part('xl/workbook.xml', workbookXml(sheets)),
      part(
        'xl/_rels/workbook.xml.rels',
        relationsXml([
          ...sheets.map((_, index) => ({ type: 'worksheet', target: sheetPath(index) })),
          { type: 'styles', target: 'styles.xml' },
        ]),
      ),
      part('xl/styles.xml', stylesXml()),
      ...sheets.map((sheet, index) => ({
        path: `xl/${sheetPath(index)}`,
        chunks: encoded(sheetXml(sheet)),
      })),
    ]),
  )
}

/** Signs that no sheet may have in its name, and the longest name. */
const forbidden = /[\\/?*[\]:']/g
const nameMax = 31

/** A text as the name of a sheet. */
export function sheetNameFrom(text: string): string {
  return text.replace(forbidden, ' ').trim().slice(0, nameMax).trim() || 'Sheet'
}

function sheetPath(index: number): string {
  return `worksheets/sheet${index + 1}.xml`
}

function part(path: string, xml: string): Part {
  return { path, chunks: encoded([xml]) }
}

function contentTypesXml(sheets: readonly NewSheet[]): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/xl/${path}" ContentType="${parts}.${type}+xml"/>`
  return [
    `${xmlHead}<Types xmlns="${packages}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook.xml', 'sheet.main'),
    override('styles.xml', 'styles'),
    ...sheets.map((_, index) => override(sheetPath(index), 'worksheet')),
    '</Types>',
  ].join('')
}

function relationsXml(relations: readonly { type: string; target: string }[]): string {
  const xml = relations.map(
    ({ type, target }, index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  )
  return `${xmlHead}<Relationships xmlns="${packages}/relationships">${xml.join('')}</Relationships>`
}

function workbookXml(sheets: readonly NewSheet[]): string {
  const xml = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  return `${xmlHead}<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${xml.join('')}</sheets></workbook>`
}
