/** A word for each of a few keys, looked up once: a hundred thousand rows say the same few. Nothing is said of nothing. */
export function sayOnce<Key extends string>(say: (key: Key) => string): (key: Key | null) => string | null {
  const said = new Map<Key, string>()
  return function word(key) {
    if (key === null) return null
    const known = said.get(key) ?? say(key)
    said.set(key, known)
    return known
  }
}
