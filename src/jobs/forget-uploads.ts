import { forgetOldUploads } from '#src/domain/uploads/forget-old-uploads.ts'
import type { House } from './house.ts'

/** Files that wait for their columns do not wait for ever. */
export async function forgetUploads({ db }: House, now: number): Promise<void> {
  await forgetOldUploads(db, now)
}
