import type { Delivery } from '#src/domain/mails/mail.ts'
import type { Letter } from './letter.ts'
import type { Heard } from './mailchannels-client.ts'

const longest = 300

/**
 * Writes down what the provider said of a letter that has not left: the database keeps only a word of ours. Addresses that it
 * quotes are left out, because a log says what, never who; so are links and codes, which open invitations.
 */
export function logRefusal({ reference }: Letter, { status, body }: Heard, delivery: Delivery) {
  if (delivery.outcome !== 'failed') return
  const said = typeof body === 'string' ? body : JSON.stringify(body ?? null)
  const line = {
    where: 'mailchannels',
    reference,
    reason: delivery.reason,
    status,
    said: withoutSecrets(said),
  }
  console.error(JSON.stringify(line))
}

function withoutSecrets(said: string): string {
  return said
    .slice(0, longest * 4)
    .replaceAll(/https?:[^\s"'<>]+/gi, '…')
    .replaceAll(/\b[0-9A-Z]{3,}(?:[- ]?[0-9A-Z]{3,}){4,}\b/g, '…')
    .replaceAll(/[^\s"'<>,;:]+@[^\s"'<>,;:]+/g, '…@…')
    .slice(0, longest)
}
