import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium'
import readQr from 'jsqr'
import type { Page } from './browser.ts'

/** What came out of the printer. */
export type Paper = {
  pages: number
  /** Width and height of a page in points, as a printer is told them. */
  sizeOf: (page: number) => string
  textOf: (page: number) => string
  /** What a phone reads in the QR code of each field, when the page is cut into so many columns and rows. */
  qrCodesOf: (page: number, grid?: Grid) => Promise<(string | undefined)[]>
  tearUp: () => void
}

type Grid = { columns: number; rows: number }
type Pixels = { data: Uint8Array; width: number; height: number }
type Field = { left: number; top: number; width: number; height: number }

/** Points have 72 to the inch: this is what a simple camera sees of a letter. */
const pixelsPerPoint = 2

/** Prints the page as its style sheet says, and looks at the paper. */
export async function print(page: Page): Promise<Paper> {
  const bytes = await page.pdf({ preferCSSPageSize: true })
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  return {
    pages: document.getPageCount(),
    sizeOf: (number) => sizeOf(document.getPage(number)),
    textOf: (number) => document.getPage(number).getText(),
    qrCodesOf: (number, grid = { columns: 1, rows: 1 }) => readQrCodes(document, number, grid),
    tearUp: () => {
      document.destroy()
      library.destroy()
    },
  }
}

function sizeOf(page: PDFiumPage): string {
  const { originalWidth, originalHeight } = page.getOriginalSize()
  return `${Math.round(originalWidth)} × ${Math.round(originalHeight)}`
}

async function readQrCodes(document: PDFiumDocument, number: number, grid: Grid) {
  const pixels = await document.getPage(number).render({ scale: pixelsPerPoint, render: 'bitmap' })
  return fieldsOf(pixels, grid).map((field) => {
    const { data, width, height } = cut(pixels, field)
    return readQr(data, width, height, { inversionAttempts: 'dontInvert' })?.data
  })
}

/** From the left to the right, line by line. */
function fieldsOf({ width, height }: Pixels, { columns, rows }: Grid): Field[] {
  const size = { width: Math.floor(width / columns), height: Math.floor(height / rows) }
  return Array.from({ length: columns * rows }, (_, field) => ({
    left: (field % columns) * size.width,
    top: Math.floor(field / columns) * size.height,
    ...size,
  }))
}

function cut({ data, width: pageWidth }: Pixels, { left, top, width, height }: Field) {
  const cutting = new Uint8ClampedArray(width * height * 4)
  for (let line = 0; line < height; line++) {
    const start = ((top + line) * pageWidth + left) * 4
    cutting.set(data.subarray(start, start + width * 4), line * width * 4)
  }
  return { data: cutting, width, height }
}
