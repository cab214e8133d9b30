import { SaxesParser } from 'saxes'

export type Attributes = Readonly<Record<string, string>>

/** What wants to know of tags and texts. Names come without their prefix; whoever throws ends the reading as damaged. */
export type XmlReader = {
  open(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(text: string): void
}

/** No part of a workbook that we read nests deeper. */
const depthMax = 64
/** A hundred thousand rows of fifty cells, each with its value. */
const manyTags = 10_100_000
/** Most characters between two tags; the longest cell has 32,767. */
const silenceMax = 1024 * 1024

/** A parser without namespaces, document types and the memory of a whole text; as a fragment it begins anywhere. */
export function startParser(reader: XmlReader, { isFragment = false, tagsMax = manyTags } = {}) {
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: isFragment })
  let depth = 0
  let tags = 0
  let silence = 0
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0
    if (++depth > depthMax) throw new Error('Too deep.')
    if (++tags > tagsMax) throw new Error('Too many tags.')
    reader.open(localName(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth--
    reader.close?.(localName(name))
  })
  parser.on('text', (text) => reader.text?.(text))
  parser.on('cdata', (text) => reader.text?.(text))
  parser.on('doctype', () => {
    throw new Error('No workbook has a document type.')
  })
  return {
    write(text: string): void {
      silence += text.length
      parser.write(text)
      if (silence > silenceMax) throw new Error('Too long without a tag.')
    },
    close: () => void parser.close(),
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}
