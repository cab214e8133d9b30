import type { groupKinds } from '#src/db/schema/groups.ts'

export type GroupKind = (typeof groupKinds)[number]

/** Longest name of a group or project, in characters. */
export const nameMax = 100
