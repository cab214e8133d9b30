import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { uploadParts, uploads } from '#src/db/schema/index.ts'
import type { Actor } from '../users/user.ts'
import { partBytes, type Upload, type UploadContent } from './upload.ts'

/** A file that this person brought; to everybody else it does not exist. */
export async function readUpload(db: Database, publicId: string, actor: Actor): Promise<Upload | null> {
  const partCount = sql<number>`(select count(*) from ${uploadParts} where upload_id = ${uploads.id})`
  const [found] = await db
    .select({ id: uploads.id, fileName: uploads.fileName, content: uploads.options, partCount })
    .from(uploads)
    .where(and(eq(uploads.publicId, publicId), eq(uploads.createdBy, actor.id)))
  if (!found) return null
  const content = found.content as UploadContent // -- written by keepUpload and forgetUpload alone
  if ('batchId' in content) return { state: 'drafted', batchId: content.batchId }
  const bytes = await readBytes(db, found.id, found.partCount)
  const { fileName } = found
  return { state: 'waiting', publicId, fileName, options: content.options, bytes }
}

/** One part after the other: as text they take more room than the file. */
async function readBytes(db: Database, id: number, partCount: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(partCount * partBytes)
  let length = 0
  for (let position = 0; position < partCount; position++) {
    const part = await readPart(db, id, position)
    bytes.set(part, length)
    length += part.length
  }
  return bytes.subarray(0, length)
}

async function readPart(db: Database, uploadId: number, position: number): Promise<Uint8Array> {
  const [part] = await db
    .select({ content: uploadParts.content })
    .from(uploadParts)
    .where(and(eq(uploadParts.uploadId, uploadId), eq(uploadParts.position, position)))
  return Buffer.from(part?.content ?? '', 'base64')
}
