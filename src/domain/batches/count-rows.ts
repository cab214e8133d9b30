import { type BatchCounts, type CheckedRow, type RowOutcome, rowOutcomes } from './batch.ts'
import type { PlannedRow } from './plan-row.ts'

/** The counts of a plan; the six outcomes add up to the rows read. */
export function countRows(plan: readonly PlannedRow[], blank: number): BatchCounts {
  const counts = Object.fromEntries(rowOutcomes.map((outcome) => [outcome, 0])) as Record<RowOutcome, number> // -- built from all outcomes
  let [admins, inGroups, inProjects] = [0, 0, 0]
  for (const { row, grant } of plan) {
    counts[row.outcome]++
    if (row.grantId === null) continue
    if (willBeAdmin(row)) admins++
    if (grant.groups.length > 0) inGroups++
    if (grant.projects.length > 0) inProjects++
  }
  return { ...counts, blank, admins, inGroups, inProjects }
}

/** Whether confirming would make this person an administrator who is none today. */
function willBeAdmin(row: CheckedRow): boolean {
  if (row.outcome === 'add') return row.gains?.admin === true
  return row.admin && (row.outcome === 'invite' || row.outcome === 'renew')
}
