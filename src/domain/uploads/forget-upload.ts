import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { uploadParts, uploads } from '#src/db/schema/index.ts'
import type { Actor } from '../users/user.ts'
import type { UploadContent } from './upload.ts'

/** Lets a file go that has become a draft. What stays for a day says only which, for whoever comes back to it. */
export async function forgetUpload(
  db: Database,
  publicId: string,
  batchId: string,
  actor: Actor,
): Promise<void> {
  const isTheirs = and(eq(uploads.publicId, publicId), eq(uploads.createdBy, actor.id))
  const theirs = db.select({ id: uploads.id }).from(uploads).where(isTheirs)
  const content: UploadContent = { batchId }
  await db.batch([
    db.delete(uploadParts).where(inArray(uploadParts.uploadId, theirs)),
    db.update(uploads).set({ options: content, fileName: '' }).where(isTheirs),
  ])
}
