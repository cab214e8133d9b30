/** Letters of a line across the page in the largest size, and from how many lines on the smaller sizes begin. */
const lineLength = 90
const sizes = [
  { size: 'l', linesMax: 4 },
  { size: 'm', linesMax: 8 },
  { size: 's', linesMax: 14 },
  { size: 'xs', linesMax: Number.POSITIVE_INFINITY },
] as const

export type TextSize = (typeof sizes)[number]['size']

/** How large the text of a letter is, so that all of it comes on one page; what is longer still goes on on the next. */
export function textSizeOf(message: string | null): TextSize {
  const lines = (message ?? '').split('\n')
  const count = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / lineLength)), 0)
  return sizes.find(({ linesMax }) => count <= linesMax)?.size ?? 'xs'
}
