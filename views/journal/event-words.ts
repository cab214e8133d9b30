import { languageName } from '../components/language-name.ts'
import { fieldOf, settingWords } from '../settings/setting-words.ts'
import { en } from '../words/en/index.ts'
import type { Words } from '../words/index.ts'

const { actions, subjects, values, details: labels } = en.journal

/** All that the journal has words for, in the order of its list. */
export const knownActions = Object.keys(actions).filter(isAction)

/** What was done, in words; what the journal has no words for stays as it is written. */
export function actionWords({ t }: Words, action: string): string {
  return isAction(action) ? t(`journal.actions.${action}`) : action
}

/** What kind of thing it was done to. */
export function subjectWords({ t }: Words, type: string): string {
  return isIn(subjects, type) ? t(`journal.subjects.${type}`) : type
}

/** One thing more about an event: what it is called, and what it says. */
export type DetailWords = { label: string; value: string }

type Names = ReadonlyMap<string, string | null>

/** Details in words; what says nothing (no, none, zero) is left out. */
export function detailWords(
  words: Words,
  { action, details }: { action: string; details: Readonly<Record<string, unknown>> },
  names: Names = new Map(),
): DetailWords[] {
  if (action === 'settings_changed') return changesIn(words, details)
  if (action === 'codes_printed') return printedIn(words, details)
  return Object.entries(details).flatMap(([key, given]) => {
    if (inner.includes(key)) return []
    const value = valueWords(words, key, given, names)
    return value ? [{ label: labelOf(words, key), value }] : []
  })
}

/** Details by which the house itself finds an event again. */
const inner = ['generation']

function changesIn(words: Words, details: Readonly<Record<string, unknown>>): DetailWords[] {
  return Object.entries(details).flatMap(([name, change]) => {
    if (!isIn(fieldOf, name)) return []
    const label = words.t(`settings.${fieldOf[name]}.label`)
    if (!Array.isArray(change)) return [{ label, value: words.t('journal.changed') }]
    const [from, to] = change.map((value) => settingWords(words, name, value))
    return [{ label, value: words.t('journal.from_to', { from, to }) }]
  })
}

/** Positions, from and to, rather than a change. */
function printedIn({ t }: Words, { from, to, count }: Readonly<Record<string, unknown>>): DetailWords[] {
  return [
    { label: t('journal.details.codes_printed'), value: t('paper.range', { from, to }) },
    { label: t('journal.details.count'), value: t('settings.changed.number', { value: count }) },
  ]
}

function labelOf({ t }: Words, key: string): string {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return isIn(labels, name) ? t(`journal.details.${name}`) : key
}

function valueWords(words: Words, key: string, given: unknown, names: Names): string {
  const { language, t } = words
  if (given === true) return t('settings.changed.on')
  if (typeof given === 'number') return given === 0 ? '' : t('settings.changed.number', { value: given })
  if (Array.isArray(given))
    return new Intl.ListFormat(language).format(given.map((each) => valueWords(words, key, each, names)))
  if (typeof given === 'object' && given !== null) return sumWords(words, given)
  if (typeof given !== 'string') return ''
  if (key === 'locale' || key === 'language') return languageName(words, given)
  if (key === 'filter' && isIn(en.exports.fields, given)) return t(`exports.fields.${given}`)
  if (key === 'role' && isIn(en.users.roles, given)) return t(`users.roles.${given}`)
  if (key === 'kind' && isIn(en.letters.kinds, given)) return t(`letters.kinds.${given}`)
  return names.get(given) || (isIn(values, given) ? t(`journal.values.${given}`) : given)
}

/** How many there were in all, of counts by reason. */
function sumWords({ t }: Words, counts: object): string {
  const numbers = Object.values(counts).filter((count) => typeof count === 'number')
  const sum = numbers.reduce((all, count) => all + count, 0)
  return sum === 0 ? '' : t('settings.changed.number', { value: sum })
}

function isAction(action: string): action is keyof typeof actions {
  return isIn(actions, action)
}

function isIn<Known extends object>(known: Known, key: string): key is Extract<keyof Known, string> {
  return Object.hasOwn(known, key)
}
