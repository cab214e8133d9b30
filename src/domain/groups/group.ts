import type { groupKinds } from '#src/db/schema/groups.ts'

export type GroupKind = (typeof groupKinds)[number]

/** A group's name, and its names in other languages by language tag. */
export type GroupNames = { name: string; names: Readonly<Record<string, string>> }

/** Longest name of a group or project, in characters. */
export const nameMax = 100

/** Whoever deletes a group is told the number of invitations that promise it up to here. */
export const countedPromises = 50
