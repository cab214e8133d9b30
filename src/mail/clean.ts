/** Marks that turn or isolate the direction of writing: they can make a text read as another. */
const turningMarks = /[\u061c\u202a-\u202e\u2066-\u2069]/g

/** One line for subjects and names: no control characters, no line ends, no turning marks. */
export function cleanLine(text: string): string {
  return text
    .replace(turningMarks, '')
    .replace(/[\u200e\u200f\ufeff]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
}

/** Several lines for a message: the same, but its line ends stay. */
export function cleanLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(turningMarks, '')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()
}
