/** What an invitation promises beyond membership: internal ids of the groups to join and the projects to manage. */
export type Grant = { admin: boolean; groups: readonly number[]; projects: readonly number[] }

/** The content of a grant as text; equal promises have equal keys (`admin=1;groups=3,7;projects=2`). */
export function grantKey({ admin, groups, projects }: Grant): string {
  return `admin=${admin ? 1 : 0};groups=${idList(groups)};projects=${idList(projects)}`
}

/** The groups that a content key names, those included that have been deleted since. */
export function groupsIn(contentKey: string): number[] {
  return (/groups=([\d,]*)/.exec(contentKey)?.[1] ?? '').split(',').filter(Boolean).map(Number)
}

function idList(ids: readonly number[]): string {
  if (ids.length < 2) return ids.join()
  return [...new Set(ids)].sort((a, b) => a - b).join(',')
}
