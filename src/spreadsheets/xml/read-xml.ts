import type { Part } from '#src/spreadsheets/zip/directory.ts'
import { isBomb } from '#src/spreadsheets/zip/is-bomb.ts'
import { startParser, type XmlReader } from './start-parser.ts'
import { unpackTexts } from './unpack-texts.ts'

export type PartEnd = 'whole' | 'unreadable_file' | 'too_large'

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
