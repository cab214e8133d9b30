import encodeQr from 'qr'

/** Light modules around the symbol, as the standard asks for (ISO/IEC 18004). */
const quietZone = 4

/** Right, down, left, up: a dark module stands on the right of whoever walks around it. */
const steps = [
  { x: 1, y: 0, sign: 'h' },
  { x: 0, y: 1, sign: 'v' },
  { x: -1, y: 0, sign: 'h-' },
  { x: 0, y: -1, sign: 'v-' },
] as const

/** The outline of a QR code of this text, to be filled by the even-odd rule, and the length of its sides with the quiet zone. */
export function qrPath(text: string): { path: string; size: number } {
  const modules = encodeQr(text, 'raw', { ecc: 'medium', border: quietZone })
  const size = modules.length
  const isDark = (x: number, y: number) => modules[y]?.[x] === true
  const corners = edgesAround(isDark, size)
  let path = ''
  for (const [corner, ways] of corners) while (ways.length > 0) path += walkAround(corners, corner, size)
  return { path, size }
}

/** Of each corner of the grid the directions in which an edge between dark and light leaves it. */
function edgesAround(isDark: (x: number, y: number) => boolean, size: number): Map<number, number[]> {
  const corners = new Map<number, number[]>()
  const leave = (x: number, y: number, way: number) => {
    const corner = y * size + x
    const ways = corners.get(corner)
    if (ways) ways.push(way)
    else corners.set(corner, [way])
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!isDark(x, y)) continue
      if (!isDark(x, y - 1)) leave(x, y, 0)
      if (!isDark(x + 1, y)) leave(x + 1, y, 1)
      if (!isDark(x, y + 1)) leave(x + 1, y + 1, 2)
      if (!isDark(x - 1, y)) leave(x, y + 1, 3)
    }
  return corners
}

/** Takes the edges of one closed line away, and writes them down with straight ones joined. */
function walkAround(corners: Map<number, number[]>, start: number, size: number): string {
  let line = `M${start % size} ${Math.floor(start / size)}`
  let corner = start
  let [way, length] = [corners.get(corner)?.pop(), 0]
  while (way !== undefined) {
    const step = steps[way]
    if (!step) break
    corner += step.y * size + step.x
    length++
    const next = corner === start ? undefined : corners.get(corner)?.pop()
    if (next === way) continue
    line += `${step.sign}${length}`
    ;[way, length] = [next, 0]
  }
  return `${line}z`
}
