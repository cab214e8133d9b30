const endMark = 0x06054b50
const endBytes = 22
const commentBytesMax = 65_535

/** Where a zip has its table of contents, and how many entries it has. Archives in several files are no workbooks. */
export function findTable(view: DataView): { at: number; end: number; count: number } | undefined {
  const record = findEnd(view)
  if (record === undefined) return undefined
  const disk = view.getUint16(record + 4, true)
  const count = view.getUint16(record + 10, true)
  const bytes = view.getUint32(record + 12, true)
  const at = view.getUint32(record + 16, true)
  if (disk !== 0 || count !== view.getUint16(record + 8, true) || at + bytes > record) return undefined
  return { at, end: at + bytes, count }
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endBytes - commentBytesMax)
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  return undefined
}
