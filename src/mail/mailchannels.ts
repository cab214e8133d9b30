import { Emails, type EmailsSendOptions } from 'mailchannels'
import { outgoingAddress } from '#src/domain/invitations/address.ts'
import type { Delivery } from '#src/domain/mails/mail.ts'
import type { MailChannelsAccount, Settings } from '#src/env.ts'
import { checkDomain, domainOf } from './check-domain.ts'
import type { Letter } from './letter.ts'
import { deliveryOf } from './mailchannels-answer.ts'
import { MailChannelsLine } from './mailchannels-client.ts'
import { logRefusal } from './mailchannels-log.ts'
import { sendInTurns } from './mailchannels-turns.ts'
import type { Transport } from './transport.ts'

/** The transport of deployments: MailChannels' Email API, one request for each letter. */
export function createMailChannels(
  account: MailChannelsAccount,
  settings: Settings,
  timeoutMs?: number,
): Transport {
  return {
    send: (letters) => sendInTurns(letters, (letter) => sendLetter(account, letter, timeoutMs)),
    async probe() {
      const check = await checkDomain(settings, timeoutMs)
      return check.outcome === 'answered' && check.lockdown.verdict === 'passed'
    },
  }
}

async function sendLetter(
  account: MailChannelsAccount,
  letter: Letter,
  timeoutMs: number | undefined,
): Promise<Delivery> {
  const line = new MailChannelsLine(account, timeoutMs)
  // The SDK reads into an answer without looking, and throws on one of another shape.
  const answer = await new Emails(line).send(requestOf(letter, account)).catch(() => null)
  const delivery = deliveryOf(line.heard, answer?.data?.results)
  logRefusal(letter, line.heard, delivery)
  return delivery
}

function requestOf(letter: Letter, { dkimSelector }: MailChannelsAccount): EmailsSendOptions {
  const { from, to, replyTo, subject, text, html, headers, reference } = letter
  return {
    from: { email: from.address, name: from.name },
    // A list, because the SDK looks at addresses in lists only.
    to: [{ email: outgoingAddress(to) }],
    ...(replyTo && { replyTo: { email: outgoingAddress(replyTo) } }),
    subject,
    text,
    html,
    headers,
    campaignId: reference,
    ...(dkimSelector && { dkim: { domain: domainOf(from.address), selector: dkimSelector } }),
    tracking: { click: false, open: false },
    transactional: true,
  }
}
