import { domains, names } from './names.ts'
import type { Random } from './random.ts'

export type Person = {
  firstName: string
  lastName: string
  address: string
  emailKey: string
  locale: string
}

/** The people of the town, one after the other; no two have the same address. */
export function peopleOf(random: Random): () => Person {
  const times = new Map<string, number>()
  return () => {
    const locale = localeOf(random)
    const { first = [], last = [] } = names[locale] ?? {}
    const [firstName, lastName] = [random.pick(first), random.pick(last)]
    const plain = `${plainly(firstName)}.${plainly(lastName)}`
    const domain = random.pick(domains)
    const time = (times.get(plain) ?? 0) + 1
    times.set(plain, time)
    const address = `${plain}${time === 1 ? '' : time}@${domain}`
    return { firstName, lastName, address, emailKey: address, locale }
  }
}

function localeOf(random: Random): string {
  let left = random.next()
  for (const [locale, { share }] of Object.entries(names)) {
    left -= share
    if (left < 0) return locale
  }
  return 'fr'
}

/** As it stands in an address: plain letters. */
function plainly(name: string): string {
  const spelled = name.toLowerCase().replaceAll('ß', 'ss').replaceAll('ı', 'i')
  return spelled.normalize('NFD').replace(/[^a-z]/g, '')
}
