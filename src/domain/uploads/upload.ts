import type { BatchOptions } from '../batches/batch.ts'

/** A file as somebody gave it. */
export type GivenFile = { bytes: Uint8Array<ArrayBuffer>; fileName: string }

/** A file that waits until somebody says which of its columns is what. */
export type WaitingUpload = GivenFile & { state: 'waiting'; publicId: string; options: BatchOptions }

/** A file that waits, or the public id of the draft it has become. */
export type Upload = WaitingUpload | { state: 'drafted'; batchId: string }

/** Kept besides the file: the options of the form that brought it, then the public id of its draft. */
export type UploadContent = { options: BatchOptions } | { batchId: string }

/** Files of one person that wait at a time; of more, the oldest go. */
export const uploadsMax = 5
/** Bytes of one stored part: a million characters in base64. */
export const partBytes = 750_000
