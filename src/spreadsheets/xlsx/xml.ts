import { SaxesParser } from 'saxes'
import type { Part } from '#src/spreadsheets/zip/directory.ts'
import { unpackTexts } from './unpack-texts.ts'

export type Attributes = Readonly<Record<string, string>>

/** What wants to know of tags and texts. Names come without their prefix; whoever throws ends the reading as damaged. */
export type XmlReader = {
  open(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(text: string): void
}

export type PartEnd = 'whole' | 'unreadable_file' | 'too_large'

/** No part of a workbook that we read nests deeper. */
const depthMax = 64
/** Most characters between two tags; the longest cell has 32,767. */
const silenceMax = 1024 * 1024
/** A part above this size that shrinks to less than a two-hundred-and-fiftieth was made to fill a memory. */
const smallBytes = 1024 * 1024
const ratioMax = 250

/** Reads a part tag by tag, without ever holding the whole of it, and gives what `take` gives after each piece. */
export async function* readXml<T>(
  part: Part,
  reader: XmlReader & { take(): T | undefined },
): AsyncGenerator<T, PartEnd, undefined> {
  if (isBomb(part)) return 'too_large'
  const parser = startParser(reader)
  try {
    for await (const text of unpackTexts(part)) {
      parser.write(text)
      const taken = reader.take()
      if (taken !== undefined) yield taken
    }
    parser.close()
    return 'whole'
  } catch {
    // -- zlib, the decoder, the parser and our readers throw for whatever is damaged, each in its own way
    return 'unreadable_file'
  }
}

/** The same for a part whose reader keeps what it wants to know. */
export async function readPart(part: Part, reader: XmlReader): Promise<PartEnd> {
  const { value } = await readXml<never>(part, { ...reader, take: () => undefined }).next()
  return value
}

export function isBomb({ packed, unpackedBytes }: Part): boolean {
  return unpackedBytes > smallBytes && unpackedBytes > packed.length * ratioMax
}

/** A parser without namespaces, document types and the memory of a whole text; `isFragment` lets it begin anywhere. */
export function startParser(reader: XmlReader, { isFragment = false } = {}) {
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: isFragment })
  let depth = 0
  let silence = 0
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0
    if (++depth > depthMax) throw new Error('Too deep.')
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
