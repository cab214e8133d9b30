import { cleanLine } from '../text/clean.ts'
import { fold } from '../text/fold.ts'
import { type Match, type Matcher, matchNames, type Named } from './match-names.ts'
import { readAdmin, readLanguage } from './read-values.ts'
import type { ProblemKey } from './row.ts'

/** What a cell says: a value, unless it is empty, and what is wrong in it. */
export type CellContent<Value> = { value?: Value; faults: readonly { key: ProblemKey; value: string }[] }
export type CellReader<Value> = (text: string) => CellContent<Value>

/** Readers of the cells whose values the platform knows. */
export type CellReaders = {
  language: CellReader<string>
  admin: CellReader<boolean>
  groups: CellReader<readonly number[]>
  projects: CellReader<readonly number[]>
}

/** The readers for one batch. A sheet repeats the same few texts in these columns, so each text is read once. */
export function cellReaders(
  languages: readonly string[],
  names: { groups: readonly Named[]; projects: readonly Named[] },
): CellReaders {
  const [findGroup, findProject] = [matchNames(names.groups), matchNames(names.projects)]
  return {
    language: remember((text) => known(text, readLanguage(text, languages), 'unknown_language')),
    admin: remember((text) => known(text, readAdmin(text), 'invalid_admin')),
    groups: remember((text) => named(text, findGroup, groupFaults)),
    projects: remember((text) => named(text, findProject, projectFaults)),
  }
}

const groupFaults = { unknown: 'unknown_group', ambiguous: 'ambiguous_group' } as const
const projectFaults = { unknown: 'unknown_project', ambiguous: 'unknown_project' } as const

function remember<Value>(read: CellReader<Value>): CellReader<Value> {
  const seen = new Map<string, CellContent<Value>>()
  return function readOnce(text) {
    const content = seen.get(text) ?? read(text)
    seen.set(text, content)
    return content
  }
}

function known<Value>(text: string, value: Value | undefined, key: ProblemKey): CellContent<Value> {
  if (text.trim() === '') return { faults: [] }
  return value === undefined ? { faults: [{ key, value: text }] } : { value, faults: [] }
}

/** The ids of the things named in a cell, each once. */
function named(
  text: string,
  find: Matcher,
  faultKeys: Record<Exclude<Match['state'], 'found'>, ProblemKey>,
): CellContent<readonly number[]> {
  const names = [...new Map(namesIn(text, find).map((name) => [fold(name), name])).values()]
  if (names.length === 0) return { faults: [] }
  const matches = names.map((name) => ({ name, match: find(name) }))
  return {
    value: matches.flatMap(({ match }) => (match.state === 'found' ? [match.id] : [])),
    faults: matches.flatMap(({ name, match }) =>
      match.state === 'found' ? [] : [{ key: faultKeys[match.state], value: name }],
    ),
  }
}

/** Most pieces that are tried as one name, which may hold commas itself. */
const piecesMax = 4

/**
 * Names are separated by commas, semicolons or line breaks. A name may hold some itself: where the whole cell is a name, or several
 * pieces together are, they are meant as one.
 */
function namesIn(text: string, find: Matcher): string[] {
  const whole = cleanLine(text)
  if (whole !== '' && find(whole).state === 'found') return [whole]
  const pieces = text.split(/([,;\n])/)
  const names: string[] = []
  // Pieces stand at even places, what separates them between.
  for (let at = 0; at < pieces.length; ) {
    const lengths = Array.from({ length: piecesMax }, (_, less) => 2 * (piecesMax - less) - 1)
    const together = lengths.map((length) => ({
      length,
      name: cleanLine(pieces.slice(at, at + length).join('')),
    }))
    const known = together.find(({ name }) => name !== '' && find(name).state === 'found')
    const { length, name } = known ?? { length: 1, name: cleanLine(pieces[at] ?? '') }
    if (name !== '') names.push(name)
    at += length + 1
  }
  return names
}
