import { describe, expect, it } from 'vitest'
import { byHand } from './by-hand.ts'
import expectedByHand from './expected/by-hand.json'
import expectedFromLibrary from './expected/from-library.json'
import expectedNotTables from './expected/not-tables.json'
import expectedOpenDocument from './expected/open-document.json'
import expectedTexts from './expected/texts.json'
import type { Files } from './files.ts'
import { fromLibrary } from './from-library.ts'
import { notTables } from './not-tables.ts'
import { openDocument } from './open-document.ts'
import { tell } from './tell.ts'
import { texts } from './texts.ts'

/** What is expected was written down once, judged file by file, and is changed only by a person who wants it so. */
const corpus: [string, Files, Record<string, unknown>][] = [
  ['a table written as text', texts, expectedTexts],
  ['a workbook of the spreadsheet library', fromLibrary, expectedFromLibrary],
  ['an .xlsx file written by hand', byHand, expectedByHand],
  ['an OpenDocument spreadsheet written by hand', openDocument, expectedOpenDocument],
  ['a file that is no table', notTables, expectedNotTables],
]

describe.each(corpus)('%s', (_, files, expected) => {
  it.each(Object.keys(files))('comes out as expected: %s', async (name) => {
    expect(await tell(files[name]?.() ?? new Uint8Array())).toEqual(expected[name])
  })

  it('is expected only where it is made', () => {
    expect(Object.keys(expected).toSorted()).toEqual(Object.keys(files).toSorted())
  })
})

it('makes more than sixty files', () => {
  expect(corpus.flatMap(([, files]) => Object.keys(files)).length).toBeGreaterThan(60)
})
