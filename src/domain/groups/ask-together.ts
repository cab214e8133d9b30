import { type SQL, sql } from 'drizzle-orm'
import { depthMax } from './find-chain.ts'
import type { SmartGroups } from './smart-groups.ts'

/** A statement has a hundred columns and a hundred thousand characters at most; a group looked at takes some 700. */
const columnsMax = 50
const expandedMax = 100

/** Asks one thing of each of many smart groups, as few statements as possible, each answering with one row. */
export function askTogether(
  groupIds: readonly number[],
  smart: SmartGroups,
  ask: (groupId: number) => SQL,
): SQL[] {
  return inParts(groupIds, smart).map((ids) =>
    sql.join(
      ids.map((id) => sql`${ask(id)} as ${sql.identifier(String(id))}`),
      sql`, `,
    ),
  )
}

/** What the statements answered, by group. */
export function answersByGroup(rows: readonly Record<string, number>[]): Map<number, number> {
  return new Map(rows.flatMap((row) => Object.entries(row)).map(([id, answer]) => [Number(id), answer]))
}

function inParts(groupIds: readonly number[], smart: SmartGroups): number[][] {
  const parts: number[][] = []
  let room = 0
  for (const id of groupIds) {
    const part = parts.at(-1)
    const size = expandedBy(id, smart)
    if (!part || part.length >= columnsMax || size > room) {
      parts.push([id])
      room = expandedMax - size
    } else {
      part.push(id)
      room -= size
    }
  }
  return parts
}

function expandedBy(id: number, smart: SmartGroups, depth = 1): number {
  const inner = depth > depthMax ? [] : (smart.conditions.get(id)?.groups ?? [])
  return inner.reduce((sum, next) => sum + expandedBy(next, smart, depth + 1), 1)
}
