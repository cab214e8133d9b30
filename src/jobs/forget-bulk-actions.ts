import { forgetBulkActions } from '#src/domain/bulk-actions/forget-bulk-actions.ts'
import type { House } from './house.ts'

/** What was chosen and never confirmed does not stay, nor who was skipped. */
export async function forgetOldBulkActions({ db, settings }: House, now: number): Promise<void> {
  await forgetBulkActions(db, settings, now)
}
