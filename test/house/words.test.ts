import { describe, expect, it } from 'vitest'
import { de } from '#views/words/de/index.ts'
import { en } from '#views/words/en/index.ts'
import { es } from '#views/words/es/index.ts'
import { fr } from '#views/words/fr/index.ts'
import { nl } from '#views/words/nl/index.ts'
import { sourceFiles } from './sources.ts'

describe('the catalogue', () => {
  it('holds no sentence that nobody says', () => {
    const said = sayings()
    const unsaid = keysOf(en).filter((key) => !said.some((saying) => saying.test(key)))
    expect(unsaid).toEqual([])
  })

  it.each(Object.entries({ fr, nl, de, es }))(
    'has every English sentence in %s, naming the same values',
    (_, other) => {
      expect(keysOf(other).sort()).toEqual(keysOf(en).sort())
      const different = keysOf(en).filter((key) => valuesIn(at(en, key)) !== valuesIn(at(other, key)))
      expect(different).toEqual([])
    },
  )

  it.each(Object.entries({ en, fr, nl, de, es }))(
    'says in %s what is seen, where a link or button has a longer name: whoever speaks to it says what they see',
    (_, words) => {
      const unsaid = seenAndSaid.filter(
        ([seen, said]) =>
          !at(words, said).toLowerCase().includes(at(words, seen).toLowerCase().replace('…', '')),
      )
      expect(unsaid).toEqual([])
    },
  )

  it('sets French as French is set: thin spaces that do not break, curly apostrophes', () => {
    const careless = keysOf(fr).filter((key) =>
      /[^\u202f\u00a0][?!;](\s|$)| [?!:;»]|« |\w'\w/.test(at(fr, key)),
    )
    expect(careless).toEqual([])
  })

  it('has all that is set: no view puts a colon after a sentence, because before it French has a space', () => {
    const own = sourceFiles().filter(({ text }) => /\bt\([^\n]*\)\}(: ?[<`]|:\s*\$\{)/.test(text))
    expect(own.map(({ path }) => path)).toEqual([])
  })
})

/** What links and buttons show, and the name that tells them apart (WCAG 2.5.3). */
const seenAndSaid = [
  ['invitations.list.batch_link', 'invitations.list.batch_of'],
  ['invitations.list.letter_code', 'invitations.list.letter_code_of'],
  ['batches.repair.link', 'batches.repair.link_of'],
  ['batches.review.people.see_invitation', 'batches.review.people.see_invitation_of'],
  ['mail.failed.retry', 'mail.failed.retry_of'],
  ['suppressions.lift', 'suppressions.lift_of'],
  ['groups.group.remove', 'groups.group.remove_who'],
  ['projects.project.remove', 'projects.project.remove_who'],
] as const

/** Every string of the sources that could be a key; the `${…}` of a template stands for one part of any name. */
function sayings(): RegExp[] {
  const strings = sourceFiles().flatMap(
    ({ text }) => text.match(/'[a-z_.]+'|`[a-z_.]*(\$\{[^}`]*\}[a-z_.]*)+`/g) ?? [],
  )
  return [...new Set(strings)].map((string) => {
    const pattern = string
      .slice(1, -1)
      .replaceAll('.', '\\.')
      .replace(/\$\{[^}]*\}/g, '\\w+')
    return new RegExp(`^${pattern}(_zero|_one|_many|_other)?$`)
  })
}

type Catalogue = { [part: string]: string | Catalogue }

function keysOf(catalogue: Catalogue, above = ''): string[] {
  return Object.entries(catalogue).flatMap(([part, below]) =>
    typeof below === 'string' ? [above + part] : keysOf(below, `${above}${part}.`),
  )
}

function at(catalogue: Catalogue, key: string): string {
  let found: string | Catalogue | undefined = catalogue
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return typeof found === 'string' ? found : ''
}

function valuesIn(sentence: string): string {
  return (sentence.match(/\{\{[^}]+\}\}/g) ?? []).sort().join()
}
