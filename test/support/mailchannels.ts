import type { MailChannelsAccount, Settings } from '#src/env.ts'
import type { Letter } from '#src/mail/letter.ts'
import { createMailChannels } from '#src/mail/mailchannels.ts'
import type { Transport } from '#src/mail/transport.ts'
import { mailChannelsSettings } from './fake-mail.ts'

/** The transport to the fake MailChannels; with a short patience where it will not answer. */
export function senderWith(timeoutMs?: number): Transport {
  const settings = mailChannelsSettings()
  return createMailChannels(accountOf(settings), settings, timeoutMs)
}

export function accountOf({ mailChannels }: Settings): MailChannelsAccount {
  if (!mailChannels) throw new Error('These settings are not for MailChannels')
  return mailChannels
}

export function letterTo(to: string, given: Partial<Letter> = {}): Letter {
  return {
    mailId: 1,
    reference: '1-abcdefghij',
    kind: 'invitation',
    from: { name: 'Parvis', address: 'invitations@parvis.test' },
    replyTo: undefined,
    to,
    locale: 'en',
    subject: 'You are invited – Straße, cœur, 张三',
    text: 'Hello.\n\nCome in.\n',
    html: '<!doctype html><p>Hello.</p>',
    headers: { 'Auto-Submitted': 'auto-generated' },
    at: 0,
    ...given,
  }
}

/** So many letters, each to somebody else under a reference of its own. */
export function lettersTo(count: number): Letter[] {
  return Array.from({ length: count }, (_, index) =>
    letterTo(`person${index}@parvis.test`, { mailId: index + 1, reference: `${index + 1}-abcdefghij` }),
  )
}
