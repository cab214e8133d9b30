import type { suppressionReasons } from '#src/db/schema/suppressions.ts'

export type SuppressionReason = (typeof suppressionReasons)[number]
