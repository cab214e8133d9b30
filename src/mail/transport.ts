import type { Delivery } from '#src/domain/mails/mail.ts'
import type { Env, MailChannelsAccount, Settings } from '#src/env.ts'
import type { Letter } from './letter.ts'
import { createMailbox } from './mailbox.ts'
import { createMailChannels } from './mailchannels.ts'

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
      return createMailChannels(accountOf(settings), settings)
  }
}

function boundMailbox(env: Env): KVNamespace {
  if (!env.MAILBOX) throw new Error('MAIL_TRANSPORT is mailbox, but no MAILBOX is bound')
  return env.MAILBOX
}

function accountOf({ mailChannels }: Settings): MailChannelsAccount {
  if (!mailChannels) throw new Error('MAIL_TRANSPORT is mailchannels, but there is no account')
  return mailChannels
}
