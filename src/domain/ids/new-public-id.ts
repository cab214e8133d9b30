const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A random id that may leave the house: 20 symbols, 100 bits. A form that makes a thing is given one when it is shown, so
 * that sending it twice makes one thing.
 */
export function newPublicId(): string {
  let id = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(20))) id += alphabet[byte & 31]
  return id
}
