import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createFaults, type Faults } from './faults.ts'
import { createLetters, type Letters } from './letters.ts'

export type DomainVerdicts = { spf: string; dkim: string; lockdown: string; sender: string }

export type SigningKey = { id: string; publicKey: string; privateKey: KeyObject }

/** The account at the provider, and all that it remembers. */
export type Provider = {
  key: string
  account: string
  letters: Letters
  faults: Faults
  /** As the DNS of the sender says it; a lockdown that failed has letters refused with 403. */
  domain: DomainVerdicts
  webhooks: Set<string>
  signing: SigningKey
  /** A key that nobody published, for forged reports. */
  foreign: SigningKey
  reset(): void
}

export function createProvider(key: string, account: string): Provider {
  const allPassed = { spf: 'passed', dkim: 'passed', lockdown: 'passed', sender: 'passed' }
  const provider: Provider = {
    key,
    account,
    letters: createLetters(),
    faults: createFaults(),
    domain: { ...allPassed },
    webhooks: new Set(),
    signing: newSigningKey('fake-key-1'),
    foreign: newSigningKey('fake-key-1'),
    reset() {
      provider.letters.clear()
      provider.faults.clear()
      provider.webhooks.clear()
      provider.domain = { ...allPassed }
    },
  }
  return provider
}

function newSigningKey(id: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { id, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey }
}
