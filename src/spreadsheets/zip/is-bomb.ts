import type { Part } from './directory.ts'

const smallBytes = 1024 * 1024
/** The emptiest sheet of LibreOffice, a million rows that say how high they are, shrinks to a forty-fourth. */
const ratioMax = 250

/** Whether a part shrinks so well that it was made to fill a memory. */
export function isBomb({ packed, unpackedBytes }: Part): boolean {
  return unpackedBytes > smallBytes && unpackedBytes > packed.length * ratioMax
}
