export type DecodedText = { text: string; isGuessed: boolean }

/** Signs that no table contains: what has them is a picture, a program or a text in another encoding. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u0008\u000e-\u001f\u007f]/
/** Bytes looked at for the zeros of UTF-16. */
const lookedAt = 1000

/**
 * The text of a file: by its byte order mark, else by the zeros of UTF-16, else UTF-8 and, where it is none,
 * Windows-1252, which is a guess. Undefined when it is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const wide = wideEncoding(bytes)
  const strict = decode(bytes, wide ?? 'utf-8', true)
  const text = strict ?? (wide ? undefined : decode(bytes, 'windows-1252', false))
  if (text === undefined || control.test(text)) return undefined
  return { text, isGuessed: strict === undefined }
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const begin = bytes.subarray(0, lookedAt)
  const zeros = [0, 0]
  for (const [at, byte] of begin.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = begin.length / 4
  if (odd > many && even === 0) return 'utf-16le'
  return even > many && odd === 0 ? 'utf-16be' : undefined
}

function decode(bytes: Uint8Array, encoding: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal, ignoreBOM: false }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
