import type { Delivery } from '#src/domain/mails/mail.ts'
import type { Env, Settings } from '#src/env.ts'
import type { Letter } from './letter.ts'
import { createMailbox } from './mailbox.ts'

/** The way out: takes several letters and answers for each, in their order. It throws only when it cannot answer. */
export interface Transport {
  send(letters: Letter[]): Promise<Delivery[]>
  /** Asks whether letters would be taken, without sending one. */
  probe(): Promise<boolean>
}

/** The transport this platform is set to. */
export function transportFor(env: Env, settings: Settings): Transport {
  switch (settings.mailTransport) {
    case 'mailbox':
      return createMailbox(boundMailbox(env))
    case 'mailchannels':
      throw new Error('The transport of MailChannels is being built')
  }
}

function boundMailbox(env: Env): KVNamespace {
  if (!env.MAILBOX) throw new Error('MAIL_TRANSPORT is mailbox, but no MAILBOX is bound')
  return env.MAILBOX
}
