import type { UserFilter } from '#src/domain/profiles/match-users.ts'
import type { UserCounts } from '#src/domain/profiles/read-user-counts.ts'

/** What the index counts people by. */
export type CountedBy = 'role' | 'language' | 'state'

/** Numbers of everybody stand beside choices only where nothing else is asked for: then each tells how many one would find. */
export function tellsCounts(filter: UserFilter, by: CountedBy): boolean {
  return Object.entries(filter).every(([name, value]) => !value || name === by)
}

export function factOf(by: CountedBy, value: string): string {
  return by === 'state' ? `is:${value}` : `${by}:${value.toLowerCase().replaceAll('-', ':')}`
}

export function countAll(counts: UserCounts): number {
  return (counts.get('is:active') ?? 0) + (counts.get('is:deactivated') ?? 0)
}

/** How many people a list shows, where that is known of everybody, or of whoever one thing is true of. */
export function countIn(counts: UserCounts, filter: UserFilter): number | undefined {
  const asked = Object.entries(filter).filter(([, value]) => value)
  if (asked.length === 0) return countAll(counts)
  const by = (['role', 'language', 'state'] as const).find((name) => tellsCounts(filter, name))
  return by && (counts.get(factOf(by, filter[by] ?? '')) ?? 0)
}
