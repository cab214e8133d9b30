import { crc32, inflateRawSync } from 'node:zlib'
import { CFB } from 'xlsx'
import { type Part, readDirectory } from './zip/directory.ts'

/** What still fits the 128 MB of a worker while it is being read as a whole, several copies of it included. */
const unpackedBytesMax = 24 * 1024 * 1024

export type Repacked = { state: 'whole'; zip: Uint8Array } | { state: 'damaged' | 'too_large' }

/**
 * The same zip with its parts unpacked, so that the spreadsheet library meets only whole parts: one wrong byte in packed
 * data can keep it busy for ever. Sizes are checked before anything is unpacked, content against its checksum after.
 */
export function repack(bytes: Uint8Array): Repacked {
  const directory = readDirectory(bytes)
  if (!directory) return { state: 'damaged' }
  const parts = [...directory.values()].filter(({ name }) => !name.endsWith('/'))
  if (parts.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0) > unpackedBytesMax)
    return { state: 'too_large' }
  const zip = CFB.utils.cfb_new()
  for (const part of parts) {
    const content = unpack(part)
    if (!content) return { state: 'damaged' }
    CFB.utils.cfb_add(zip, `/${part.name}`, content)
  }
  return { state: 'whole', zip: CFB.write(zip, { fileType: 'zip', type: 'buffer' }) }
}

/** The content of a part; undefined when it is not what the table of contents says. */
function unpack({ packed, isPacked, unpackedBytes, crc }: Part): Uint8Array | undefined {
  const content = isPacked ? inflate(packed, unpackedBytes) : packed
  return content?.length === unpackedBytes && crc32(content) === crc ? content : undefined
}

function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: size + 1 })
  } catch {
    // -- zlib throws errors of several kinds for broken data and for more of it than was said; each means damaged
    return undefined
  }
}
