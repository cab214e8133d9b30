import { hkdfSync } from 'node:crypto'

/** Keys derived from the one secret by HKDF-SHA-256 (RFC 5869), each under its own label. */
export type Keys = {
  /** Derives an invitation's code from its public id. */
  code: Uint8Array
  /** Computes the `code_mac` under which an invitation is found. */
  codeMac: Uint8Array
  /** Hashes the last four symbols of a letter code, and the network that typed a wrong one. */
  codeTail: Uint8Array
  codeClient: Uint8Array
  /** Proves to us that a letter code was looked up once and exists. */
  codeProof: Uint8Array
  /** Signs session cookies. */
  session: string
  /** Peppers passwords before they are hashed. */
  pepper: Uint8Array
  /** Hashes suppressed addresses. */
  address: Uint8Array
  /** Signs the way out of an invitation, and the reference by which the provider reports about a mail. */
  wayOut: Uint8Array
  mailReference: Uint8Array
  /** The part of the webhook's address that nobody can guess. */
  webhookPath: string
}

/** The id of the secret in force, stored with each invitation so that the secret can be rotated. */
export const currentKeyId = 1

export function keysFrom(secret: string): Keys {
  const derive = (label: string) => new Uint8Array(hkdfSync('sha256', secret, 'parvis', label, 32))
  return {
    code: derive('invitation code v1'),
    codeMac: derive('code mac v1'),
    codeTail: derive('letter code tail v1'),
    codeClient: derive('wrong code client v1'),
    codeProof: derive('opened code v1'),
    session: Buffer.from(derive('session v1')).toString('hex'),
    pepper: derive('password pepper v1'),
    address: derive('suppressed address v1'),
    wayOut: derive('way out v1'),
    mailReference: derive('mail reference v1'),
    webhookPath: Buffer.from(derive('webhook path v1')).toString('hex').slice(0, 32),
  }
}
