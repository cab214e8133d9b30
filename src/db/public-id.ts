const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A random id that may leave the house: 20 symbols, 100 bits. */
export function newPublicId(): string {
  let id = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(20))) id += alphabet[byte & 31]
  return id
}
