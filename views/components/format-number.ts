import type { Words } from '../words/index.ts'
import { onceEach } from './once-each.ts'

/** A number as its reader's language writes it, in groups of digits. */
export function formatNumber({ language }: Pick<Words, 'language'>, number: number): string {
  return formatOf(language).format(number)
}

const formatOf = onceEach((language: string) => new Intl.NumberFormat(language))
