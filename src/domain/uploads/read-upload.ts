import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { uploadParts, uploads } from '#src/db/schema/index.ts'
import type { Actor } from '../users/user.ts'
import { partBytes, type Upload, type UploadContent } from './upload.ts'

/** A file that this person brought; to everybody else it does not exist. */
export async function readUpload(db: Database, publicId: string, actor: Actor): Promise<Upload | null> {
  const found = await readHead(db, publicId, actor)
  if (!found) return null
  const { id, partCount, fileName, content } = found
  if ('batchId' in content) return { state: 'drafted', batchId: content.batchId }
  const bytes = await readBytes(db, id, partCount)
  const { source = 'workbook', options } = content
  if (bytes) return { state: 'waiting', publicId, fileName, source, options, bytes }
  // Another tab has made a draft of it while it was read, or it was one file too many.
  const now = await readHead(db, publicId, actor)
  return now && 'batchId' in now.content ? { state: 'drafted', batchId: now.content.batchId } : null
}

async function readHead(db: Database, publicId: string, actor: Actor) {
  const partCount = sql<number>`(select count(*) from ${uploadParts} where upload_id = ${uploads.id})`
  const [found] = await db
    .select({ id: uploads.id, fileName: uploads.fileName, content: uploads.options, partCount })
    .from(uploads)
    .where(and(eq(uploads.publicId, publicId), eq(uploads.createdBy, actor.id)))
  return found && { ...found, content: found.content as UploadContent } // -- written by keepUpload and forgetUpload alone
}

/** One part after the other: as text they take more room than the file. Undefined when one is gone. */
async function readBytes(
  db: Database,
  id: number,
  partCount: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(partCount * partBytes)
  let length = 0
  for (let position = 0; position < partCount; position++) {
    const part = await readPart(db, id, position)
    if (!part) return undefined
    bytes.set(part, length)
    length += part.length
  }
  return bytes.subarray(0, length)
}

async function readPart(db: Database, uploadId: number, position: number): Promise<Uint8Array | undefined> {
  const [part] = await db
    .select({ content: uploadParts.content })
    .from(uploadParts)
    .where(and(eq(uploadParts.uploadId, uploadId), eq(uploadParts.position, position)))
  return part && Buffer.from(part.content, 'base64')
}
