import { crc32, deflateRawSync } from 'node:zlib'
import { joinBytes } from '#src/spreadsheets/bytes.ts'

/** A part of a zip to be made. What it says of itself may be forged. */
export type ZipPart = {
  name: string
  content: string | Uint8Array
  /** 8 is packed, 0 is stored. */
  method?: number
  flags?: number
  crc?: number
  unpackedBytes?: number
  /** The name in its own head, where it differs from that in the table of contents. */
  headName?: string
  /** Where it is said to begin. */
  at?: number
}

type Written = ZipPart & { packed: Uint8Array; begin: number }

/** A zip of exactly these parts, in this order. */
export function zipOf(parts: readonly ZipPart[], { comment = '', count = parts.length } = {}): Uint8Array {
  const written: Written[] = []
  const chunks: Uint8Array[] = []
  let at = 0
  const add = (chunk: Uint8Array) => {
    chunks.push(chunk)
    at += chunk.length
  }
  for (const part of parts) {
    const packed = part.method === 0 ? bytesOf(part.content) : deflateRawSync(bytesOf(part.content))
    written.push({ ...part, packed, begin: at })
    add(head(part, packed))
    add(packed)
  }
  const table = at
  for (const part of written) add(entry(part))
  add(end({ count, bytes: at - table, at: table, comment }))
  return joinBytes(chunks)
}

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

/** What the head of a part and its entry in the table of contents have in common. */
function facts({ method = 8, flags = 0, crc, unpackedBytes, content }: ZipPart, packed: Uint8Array) {
  const bytes = bytesOf(content)
  const sizes = numbers(4, crc ?? crc32(bytes), packed.length, unpackedBytes ?? bytes.length)
  return [...numbers(2, 20, flags, method, 0, 0), ...sizes]
}

function head(part: ZipPart, packed: Uint8Array): Uint8Array {
  const name = bytesOf(part.headName ?? part.name)
  return Uint8Array.from([
    ...numbers(4, 0x04034b50),
    ...facts(part, packed),
    ...numbers(2, name.length, 0),
    ...name,
  ])
}

function entry(part: Written): Uint8Array {
  const name = bytesOf(part.name)
  return Uint8Array.from([
    ...[...numbers(4, 0x02014b50), ...numbers(2, 20), ...facts(part, part.packed)],
    ...[...numbers(2, name.length, 0, 0, 0, 0), ...numbers(4, 0, part.at ?? part.begin), ...name],
  ])
}

function end({ count, bytes, at, comment }: { count: number; bytes: number; at: number; comment: string }) {
  const sizes = [...numbers(4, 0x06054b50), ...numbers(2, 0, 0, count, count), ...numbers(4, bytes, at)]
  return Uint8Array.from([...sizes, ...numbers(2, comment.length), ...bytesOf(comment)])
}

function numbers(size: 2 | 4, ...values: number[]): number[] {
  return values.flatMap((value) => Array.from({ length: size }, (_, byte) => (value >>> (8 * byte)) & 0xff))
}
