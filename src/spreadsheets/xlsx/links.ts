import { isMailTo } from '#src/spreadsheets/cell-text.ts'
import { columnsMax, sheetColumnsMax } from '#src/spreadsheets/sheet.ts'
import { type Attributes, startParser } from '#src/spreadsheets/xml/start-parser.ts'
import { unpackTexts } from '#src/spreadsheets/xml/unpack-texts.ts'
import type { Directory, Part } from '#src/spreadsheets/zip/directory.ts'
import { isBomb } from '#src/spreadsheets/zip/is-bomb.ts'
import { type CellPlace, placeOf } from './places.ts'
import { type Relations, readRelations } from './relations.ts'

/** The addresses that cells of a sheet link to, as written, by `linkKey`. */
export type Links = ReadonlyMap<number, string>

/** More than one for each row of the longest list. */
const linksMax = 200_000

export function linkKey({ row, column }: CellPlace): number {
  return row * sheetColumnsMax + column
}

/**
 * Finds the links to addresses. They stand behind the rows, so this goes through the part once more, without parsing the
 * rows; and only where there are any. Links never refuse a file: what is wrong with the part, reading its rows says.
 */
export async function readLinks(directory: Directory, part: Part): Promise<Links> {
  const links = new Map<number, string>()
  const { relations } = await readRelations(directory, part.name, ['hyperlink'])
  const isMail = [...relations.values()].some(({ target }) => isMailTo(target))
  if (isMail && !isBomb(part)) await collectLinks(part, relations, links)
  return links
}

async function collectLinks(part: Part, relations: Relations, links: Map<number, string>): Promise<void> {
  let isAtEnd = false
  const parser = startParser(
    {
      open: (name, attributes) => name === 'hyperlink' && addLink(attributes, relations, links),
      close: (name) => {
        isAtEnd ||= name === 'hyperlinks'
      },
    },
    { isFragment: true },
  )
  try {
    for await (const text of behindRows(part)) {
      parser.write(text)
      if (isAtEnd) return
    }
  } catch {
    // -- what comes behind the links closes tags that a fragment does not have; damage is found when the rows are read
    return
  }
}

/** The text from the tag of the links on. */
async function* behindRows(part: Part): AsyncGenerator<string, void, undefined> {
  let tail = ''
  let isFound = false
  for await (const text of unpackTexts(part)) {
    const seen = tail + text
    const at: number = isFound || !seen.includes('hyperlinks') ? -1 : seen.search(linksTag)
    if (isFound) yield text
    else if (at !== -1) yield seen.slice(at)
    isFound ||= at !== -1
    tail = seen.slice(-tagMax)
  }
}

const linksTag = /<(?:[\w.-]+:)?hyperlinks[\s/>]/
/** Longest beginning of that tag that may stand in the piece before. */
const tagMax = 80

/** Of a link on several cells the first row counts: one address cannot be that of several people. */
function addLink(attributes: Attributes, relations: Relations, links: Map<number, string>): void {
  const [, id = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? []
  const target = relations.get(id)?.target ?? ''
  const [first, last] = (attributes.ref ?? '').split(':').map(placeOf)
  if (!first || !isMailTo(target)) return
  const lastColumn = Math.min((last ?? first).column, columnsMax - 1)
  for (let column = first.column; column <= lastColumn && links.size < linksMax; column++)
    links.set(linkKey({ row: first.row, column }), target)
}
