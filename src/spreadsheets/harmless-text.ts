/**
 * Where a program that opens a table written as text could find a formula: a sign, wide or not, at the beginning of a cell, or
 * where a cell would begin if the program took another sign for the separator (OWASP, CSV injection). Blanks, signs that nobody
 * sees, and apostrophes may stand before it.
 */
const formula = /(^|[,;|\n"])((?:'|[^\S\n]|\p{Cf})*)(?=[=+\-@＝＋－＠])/gu
/** The same with our apostrophe. */
const marked = /(^|[,;|\n"])'((?:'|[^\S\n]|\p{Cf})*)(?=[=+\-@＝＋－＠])/gu

/** A text that is a formula to no program: an apostrophe stands before whatever could begin one. */
export function harmlessText(text: string): string {
  return text.replace(formula, "$1'$2")
}

/** The text as it was: exactly one apostrophe was added where there could be a formula, also where one stood there already. */
export function withoutMarks(text: string): string {
  return text.includes("'") ? text.replace(marked, '$1$2') : text
}
