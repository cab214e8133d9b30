import { hourOf } from '#src/domain/codes/hour.ts'
import { dayMs, hourMs } from '#src/domain/time/day.ts'
import type { Random } from './random.ts'
import type { Theme } from './themes.ts'
import type { Town } from './town.ts'

/** Codes on paper: for those on a list who have no address, for the houses of a street, for whoever comes by a stall. */
export type Paper = 'list' | 'street' | 'stall'

/** What codes that were made as such were made for; those of a list have the theme of their list. */
export const paperThemes: Readonly<Record<Exclude<Paper, 'list'>, Theme & { days: number }>> = {
  street: {
    file: 'rue-des-tanneurs.xlsx',
    language: 'fr',
    message: 'Votre rue va changer. Dites-nous comment, avant que les plans soient faits.',
    days: 60,
  },
  stall: {
    file: '',
    language: 'nl',
    message: 'Fijn dat u langs ons kraam kwam. Praat verder mee over de markt van morgen.',
    days: 30,
  },
}

const wrongDaysAgo = 12
const wrongMost = 6

/** One house after the other; some have several families. */
export function housesOf(random: Random): () => string {
  let house = 1
  return () => {
    if (random.isLucky(0.7)) house++
    const box = random.isLucky(0.15) ? `\nBoîte ${random.below(6) + 1}` : ''
    return `Rue des Tanneurs ${house}${box}\n4020 Parville`
  }
}

/** When the code of a letter is typed: at a stall soon, at home when the letter has come. */
export function typedAfter(random: Random, paper: Paper): number {
  return paper === 'stall' ? Math.min(random.wait(7 * dayMs), 27 * dayMs) : 2 * dayMs + random.wait(5 * dayMs)
}

/** Now and then somebody types a wrong one. */
export function wrongHours({ random, world, until }: Town): { hour: number; count: number }[] {
  const first = hourOf(world.now) - (wrongDaysAgo * dayMs) / hourMs
  return Array.from({ length: hourOf(until) - first }, (_, index) => first + index)
    .filter(() => random.isLucky(0.08))
    .map((hour) => ({ hour, count: random.below(wrongMost) + 1 }))
}
