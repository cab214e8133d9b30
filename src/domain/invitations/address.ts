/** Limits of RFC 5321 §4.5.3.1, in octets. */
const addressMax = 254
const localPartMax = 64
/** Most characters that are looked into; far more than any address has. */
const givenMax = 512

export type ReadAddress =
  /** `address` is as given, trimmed; `emailKey` is what is compared and stored in users.email: lower case, domain in punycode. */
  { state: 'valid'; address: string; emailKey: string } | { state: 'invalid' }

/**
 * Reads one address. Refused: control characters, spaces, quotes, IP literals, domains without a dot, non-ASCII local
 * parts (no proof that the mail path carries them), and what Better Auth would not let sign in again later: rare signs
 * such as `&` or `/` in the local part, and top-level domains in another script. The whole address is compared in lower
 * case; dots and plus signs of the local part stay as they are.
 */
export function readAddress(given: string): ReadAddress {
  const address = given.trim()
  if (address.length > givenMax) return { state: 'invalid' }
  const at = address.lastIndexOf('@')
  const localPart = address.slice(0, at)
  const domain = at > 0 ? asciiDomain(address.slice(at + 1)) : undefined
  const isLocalPart = /^[a-z0-9_'+-]+(\.[a-z0-9_'+-]+)*$/i.test(localPart) && !localPart.endsWith("'")
  if (!domain || !isLocalPart || localPart.length > localPartMax) return { state: 'invalid' }
  const emailKey = `${localPart}@${domain}`.toLowerCase()
  return emailKey.length > addressMax ? { state: 'invalid' } : { state: 'valid', address, emailKey }
}

/** What an address that mail goes to is compared by, whatever it is by today's rules: older ones may be laxer. */
export function emailKeyOf(address: string): string {
  const read = readAddress(address)
  return read.state === 'valid' ? read.emailKey : address.trim().toLowerCase()
}

/**
 * An address as it is handed over: the domain in ASCII, so that nobody on the way reads it as another one than was checked, or
 * refuses its letters; the local part as given.
 */
export function outgoingAddress(address: string): string {
  const read = readAddress(address)
  if (read.state === 'invalid') return address
  const { emailKey, address: given } = read
  return given.slice(0, given.lastIndexOf('@')) + emailKey.slice(emailKey.lastIndexOf('@'))
}

/** Most addresses of one text that are named. */
const namedMax = 5

/** The addresses that a text holds, as written: for telling somebody that one cell holds several. */
export function addressesIn(text: string): string[] {
  const pieces = text.slice(0, givenMax).split(/[\s,;|/<>"()]+/)
  return pieces.filter((piece) => readAddress(piece).state === 'valid').slice(0, namedMax)
}

/** The domain in ASCII (IDNA through the URL parser), or undefined. The parser forgives too much, so it is given little. */
function asciiDomain(given: string): string | undefined {
  const domain = isPlain(given) ? given.toLowerCase() : international(given)
  const isName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(domain)
  return isName && domain.length <= 253 ? domain : undefined
}

/** What most domains are; they need no parser. */
function isPlain(given: string): boolean {
  return /^[a-z0-9.-]+$/i.test(given) && !/xn--/i.test(given)
}

function international(given: string): string {
  const isHarmless = given.length <= 253 && !/[\s/:?#@\\[\]%\p{C}]/u.test(given)
  return isHarmless && URL.canParse(`http://${given}`) ? new URL(`http://${given}`).hostname : ''
}
