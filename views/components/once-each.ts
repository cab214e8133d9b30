/**
 * Makes something once for each combination of words. What formats dates and names of languages takes a hundred times as long to
 * make as to use, and a page of a list uses it a hundred times.
 */
export function onceEach<Given extends string[], Made extends object>(make: (...given: Given) => Made) {
  const made = new Map<string, Made>()
  return function madeFor(...given: Given): Made {
    const key = given.join('|')
    const known = made.get(key) ?? make(...given)
    made.set(key, known)
    return known
  }
}
