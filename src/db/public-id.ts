const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A random id that may leave the house: 20 symbols, 100 bits. */
export function newPublicId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20))
  return Array.from(bytes, (byte) => alphabet[byte & 31]).join('')
}
