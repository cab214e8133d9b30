import { cellWrittenMax } from '#src/spreadsheets/sheet.ts'
import { type PartEnd, readPart } from '#src/spreadsheets/xml/read-xml.ts'
import type { Part } from '#src/spreadsheets/zip/directory.ts'
import { tidyWritten } from './escapes.ts'
import { PackedTexts } from './packed-texts.ts'

/** Most memory for the texts of a workbook: a hundred thousand rows of ten texts fit several times. */
const textBytesMax = 40 * 1024 * 1024

export type SharedStrings = { state: PartEnd; texts: PackedTexts }

/** Reads the texts that the cells of a workbook share. Of rich text all runs count, of phonetic guides none. */
export async function readSharedStrings(part: Part | undefined): Promise<SharedStrings> {
  const texts = new PackedTexts()
  if (!part) return { state: 'whole', texts }
  let isText = false
  let isPhonetic = false
  let text = ''
  const state = await readPart(part, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') isText = !isPhonetic
      else if (name === 'rPh') isPhonetic = true
    },
    text(piece) {
      if (isText) text += piece
      if (text.length > cellWrittenMax) throw new Error('Too long a text.')
    },
    close(name) {
      if (name === 't') isText = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') texts.add(tidyWritten(text))
      if (texts.bytes > textBytesMax) throw new Error('Too many texts.')
    },
  })
  return { state: texts.bytes > textBytesMax ? 'too_large' : state, texts }
}
