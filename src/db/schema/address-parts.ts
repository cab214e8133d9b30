import { type SQL, sql } from 'drizzle-orm'

/** What stands before the @ of an address in a column; null where there is none. */
export function localPart(column: string): SQL {
  return sql.raw(`substr(${column}, 1, instr(${column}, '@') - 1)`)
}

/**
 * The labels of its domain as facts, a space before each: `:::at:ville :::at:example`. A domain is found by whole labels, because
 * half the town has the same ones, and nobody who is looking for a Hotton wants all of `hotmail`.
 */
export function labelsOf(column: string): SQL {
  const domain = `substr(${column}, instr(${column}, '@') + 1)`
  return sql.raw(`' :::at:' || replace(replace(${domain}, '.', ' :::at:'), '-', ' :::at:')`)
}
