/** A path of this site as handed in by a form or link, or undefined: nobody is sent elsewhere after signing in. */
export function ownPath(given: unknown): string | undefined {
  if (typeof given !== 'string' || !/^\/(?![/\\])[^\\\p{C}]*$/u.test(given)) return undefined
  const base = 'http://here.invalid'
  if (!URL.canParse(given, base)) return undefined
  // As the browser will read it, in ASCII: headers carry nothing else.
  const { origin, pathname, search, hash } = new URL(given, base)
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : undefined
}
