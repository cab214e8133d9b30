import readQr from 'jsqr'

/** What a phone reads in the QR code that the path of an SVG draws, whose sides are so long. */
export function readQrPath(path: string, size: number): string | undefined {
  const scale = 4
  const width = size * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  const modules = modulesOf(path, size)
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      if (modules[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return readQr(pixels, width, width, { inversionAttempts: 'dontInvert' })?.data
}

/** What is inside by the even-odd rule: right of an odd number of upright lines. */
export function modulesOf(path: string, size: number): boolean[][] {
  const crossings = Array.from({ length: size }, () => Array.from({ length: size + 1 }, () => 0))
  let [x, y] = [0, 0]
  for (const [, step = '', one = '0', other = '0'] of path.matchAll(/([Mhv])(-?\d+)(?: (\d+))?|z/g)) {
    if (step === 'M') [x, y] = [Number(one), Number(other)]
    if (step === 'h') x += Number(one)
    if (step !== 'v') continue
    const end = y + Number(one)
    for (let row = Math.min(y, end); row < Math.max(y, end); row++) {
      const line = crossings[row]
      if (line) line[x] = (line[x] ?? 0) + 1
    }
    y = end
  }
  return crossings.map((line) => {
    let isInside = false
    return line.slice(0, size).map((crossed) => {
      if (crossed % 2 === 1) isInside = !isInside
      return isInside
    })
  })
}

/** The QR codes of a page, as a phone reads them. */
export function readQrCodes(html: string): (string | undefined)[] {
  const codes = html.matchAll(/<svg[^>]*data-qr[^>]*viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]+)"/g)
  return [...codes].map(([, size, path = '']) => readQrPath(path, Number(size)))
}
