/** A name as it was given, which may run from right to left, without turning the sentence around it. */
export function isolated(name: string): string {
  return name === '' ? '' : `\u2068${name}\u2069`
}
