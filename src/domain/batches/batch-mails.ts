import { countedStates } from '../mails/count-moves.ts'

/** States of mails of which a batch tells how many there are; `waiting` is what has not left yet. */
export const toldStates = ['waiting', ...countedStates] as const
export type ToldState = (typeof toldStates)[number]
export type BatchMails = Record<ToldState, number>

/** How many mails of the batch the mail service has taken. */
export function leftOf({ sent, deferred, delivered, bounced, complained, suppressed }: BatchMails): number {
  return sent + deferred + delivered + bounced + complained + suppressed
}
