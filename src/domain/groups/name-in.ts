import { sortByName } from '../text/sort-by-name.ts'
import type { GroupNames } from './group.ts'

/** What a group is called in a reader's language; `nl` finds the name in `nl-BE` too. */
export function nameIn({ name, names }: GroupNames, language: string): string {
  const base = baseOf(language)
  const tag = language in names ? language : Object.keys(names).find((other) => baseOf(other) === base)
  return (tag !== undefined && names[tag]) || name
}

/** What groups are called in a reader's language, in its alphabetical order. */
export function namesIn(groups: readonly GroupNames[], language: string): string[] {
  const named = groups.map((group) => ({ name: nameIn(group, language) }))
  return sortByName(named, language).map(({ name }) => name)
}

/** Every name a group answers to, whatever the language. */
export function allNames({ name, names }: GroupNames): string[] {
  return [name, ...Object.values(names)]
}

function baseOf(tag: string): string | undefined {
  return tag.split('-')[0]
}
