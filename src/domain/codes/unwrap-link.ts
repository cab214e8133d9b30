/** Mail programs wrap links into links of their own, perhaps twice. */
const wrappingsMax = 2

/**
 * A text in which links stand as they were before a mail program wrapped them (`…url?q=http%3A%2F%2F…%2Fi%2F…`). Whatever else has a
 * percent sign stays as it is.
 */
export function unwrapLink(text: string): string {
  let unwrapped = text.normalize('NFKC')
  for (let times = 0; times < wrappingsMax; times++) unwrapped = unwrapped.replace(/%[2-7][0-9a-f]/gi, signOf)
  return unwrapped
}

/** The first link of a letter of ours that a text holds: what opens an invitation, or leads out of it. */
export function letterLinkIn(text: string): string | undefined {
  return /(?:https?:\/\/[^\s/?#&]+)?\/[iu]\/[^\s/?#&]+/i.exec(unwrapLink(text))?.[0]
}

/** What links of letters hold is ASCII, and none of it a control character. */
function signOf(escaped: string): string {
  return String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
}
