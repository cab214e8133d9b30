import type { Column } from '#src/domain/batches/row.ts'
import type { Words } from '#views/words/index.ts'

type Named = { name: string; isNameShared: boolean }

/** What the platform has to choose from. */
export type Choices = { languages: readonly string[]; groups: readonly Named[]; projects: readonly Named[] }

/** Names that a file can tell from others. */
export function clearNames(things: readonly Named[]): string[] {
  return things.filter(({ isNameShared }) => !isNameShared).map(({ name }) => name)
}

/** For each column what could stand in it: as far as possible what the platform really has. */
export function examplesFrom(
  { t, language }: Words,
  { languages, groups, projects }: Choices,
): Record<Column, string | boolean> {
  const own = languages.find((tag) => tag.split('-')[0] === language)
  return {
    email: t('template.example.email'),
    first_name: t('template.example.first_name'),
    last_name: t('template.example.last_name'),
    street: t('template.example.street'),
    postcode: t('template.example.postcode'),
    city: t('template.example.city'),
    language: own ?? languages[0] ?? language,
    groups: clearNames(groups)[0] ?? '',
    admin: false,
    projects: clearNames(projects)[0] ?? '',
    message: t('template.example.message'),
  }
}
