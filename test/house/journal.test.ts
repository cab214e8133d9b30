import { describe, expect, it } from 'vitest'
import { endings } from '#src/domain/reports/gather-reports.ts'
import { detailWords, knownActions } from '#views/journal/event-words.ts'
import { wordsIn } from '#views/words/index.ts'
import { sourceFiles } from './sources.ts'

/** Built from what the act was; each has its words as well. */
const built = [
  ...Object.keys(endings).map((kind) => `mail_${kind}`),
  ...['refused', 'unsubscribed'].map((wish) => `invitation_${wish}`),
  ...['invitations', 'users', 'journal'].map((list) => `${list}_exported`),
]

/** What only looks like an act: reasons that stand in its details. */
const reasons = ['confirmer_not_admin', 'draft_expired']

describe('the journal', () => {
  it('has words for every act that our sources write into it', () => {
    const written = sourceFiles()
      .filter(({ text }) => /\brecordEvent|insert into (events|\$\{events\})|\bNewEvent\b/.test(text))
      .flatMap(({ text }) => actionsIn(text))
    expect(written.length).toBeGreaterThan(40)
    const acts = [...written, ...built].filter((act) => !reasons.includes(act))
    expect([...new Set(acts)].filter((act) => !knownActions.some((known) => known === act))).toEqual([])
  })

  it('names the bulk action that an act was part of in the reader’s language', () => {
    const details = { bulk: '17z9ap19dds72z2cd6cn' }
    const [told] = detailWords(wordsIn('fr'), { action: 'reminded', details })
    expect(told).toEqual({ label: 'Action groupée', value: details.bulk })
  })

  it('has no words for an act that nothing writes', () => {
    const texts = sourceFiles().filter(({ path }) => !path.startsWith('views/'))
    const unwritten = knownActions.filter(
      (act) => !built.includes(act) && !texts.some(({ text }) => text.includes(`'${act}'`)),
    )
    expect(unwritten).toEqual([])
  })
})

/** As an object says it, as a helper is given it, and as a statement selects it. */
function actionsIn(text: string): string[] {
  const named = text.matchAll(/\baction: '([a-z_]+)'|\baction = '([a-z_]+)'/g)
  const inserts = text.matchAll(
    /insert into (?:events|\$\{events\}) \([^)]*\)\s*select\s([^;`]*?)(?:\sfrom\s|\swhere\s|`)/g,
  )
  const selected = [...inserts].flatMap(([, columns = '']) => columns.match(/'[a-z]+_[a-z_]+'/g) ?? [])
  return [
    ...[...named].flatMap(([, one, other]) => [one ?? other ?? '']),
    ...selected.map((quoted) => quoted.slice(1, -1)),
  ].filter((act) => act.includes('_'))
}
