/** A path of this site as handed in by a form or link, or undefined: nobody is sent elsewhere after signing in. */
export function ownPath(given: unknown): string | undefined {
  if (typeof given !== 'string' || !/^\/(?![/\\])[^\\\p{C}]*$/u.test(given)) return undefined
  const base = 'http://here.invalid'
  return URL.canParse(given, base) && new URL(given, base).origin === base ? given : undefined
}
