import type { BatchOptions, BatchSource } from '../batches/batch.ts'

/** A file as somebody gave it. */
export type GivenFile = { bytes: Uint8Array<ArrayBuffer>; fileName: string }

/** What a file becomes: a list to write to, or one of letters. */
export type FileSource = Exclude<BatchSource, 'addresses'>

/** A file that waits until somebody says which of its columns is what. */
export type WaitingUpload = GivenFile & { state: 'waiting'; publicId: string } & ChosenBeside

/** What was chosen on the form that brought a file. */
export type ChosenBeside = { source: FileSource; options: BatchOptions }

/** A file that waits, or the public id of the draft it has become. */
export type Upload = WaitingUpload | { state: 'drafted'; batchId: string }

/** Kept besides the file: what was chosen with it, then the public id of its draft. A file of an earlier release has no source. */
export type UploadContent = { source?: FileSource; options: BatchOptions } | { batchId: string }

/** Files of one person that wait at a time; of more, the oldest go. */
export const uploadsMax = 5
/** Bytes of one stored part: a million characters in base64. */
export const partBytes = 750_000
