import { and, desc, eq, notInArray, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { uploadParts, uploads } from '#src/db/schema/index.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import type { Actor } from '../users/user.ts'
import { type ChosenBeside, type GivenFile, partBytes, type UploadContent, uploadsMax } from './upload.ts'

/**
 * Keeps a file until its columns are known, with what was chosen beside it. Part after part, so that a large file is in
 * memory only once; whoever knows its id can count on all of them.
 */
export async function keepUpload(
  db: Database,
  { bytes, fileName }: GivenFile,
  { source, options }: ChosenBeside,
  actor: Actor,
  now: number,
): Promise<string> {
  const publicId = newPublicId()
  const content: UploadContent = { source, options }
  await db.batch([
    db.insert(uploads).values({ publicId, createdBy: actor.id, createdAt: now, fileName, options: content }),
    dropOldest(db, actor),
  ])
  for (let position = 0; position * partBytes < bytes.length; position++)
    await keepPart(db, publicId, position, partOf(bytes, position))
  return publicId
}

function dropOldest(db: Database, actor: Actor) {
  const newest = db
    .select({ id: uploads.id })
    .from(uploads)
    .where(eq(uploads.createdBy, actor.id))
    .orderBy(desc(uploads.id))
    .limit(uploadsMax)
  return db.delete(uploads).where(and(eq(uploads.createdBy, actor.id), notInArray(uploads.id, newest)))
}

async function keepPart(db: Database, publicId: string, position: number, content: string): Promise<void> {
  await db.run(sql`insert into ${uploadParts} (upload_id, position, content)
    select id, ${position}, ${content} from ${uploads} where public_id = ${publicId}`)
}

function partOf(bytes: Uint8Array<ArrayBuffer>, position: number): string {
  const length = Math.min(partBytes, bytes.length - position * partBytes)
  return Buffer.from(bytes.buffer, bytes.byteOffset + position * partBytes, length).toString('base64')
}
