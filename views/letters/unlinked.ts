/** Holds two letters together and shows nothing; a mail program that looks for addresses stops at it. */
const joiner = '\u2060'

/** What makes an address of a text for mail programs: dots, at-signs, the colon of a scheme, double slashes. */
const joint = /[.\u3002\uff0e\uff61@\uff20](?=[^\s.\u2060])|(?<=\p{L}):(?=[^\s\u2060])|([/\\])(?=\1)/gu
/** Seven digits or more, with what stands between them in numbers of telephones. */
const telephone = /\+?\d(?:[\s().\-/\u00a0\u202f]{0,2}\d){6,}/gu

/**
 * Somebody's words, looking as they did, in which mail programs find nothing to link: neither `www.evil.test` nor
 * `mailto:a@b.test` nor a number to call.
 */
export function unlinked(text: string): string {
  return text
    .replace(telephone, (found) => found.replace(/\d(?=.)/gsu, (digit) => digit + joiner))
    .replace(joint, (found) => found + joiner)
}
