import { countedStates } from '../mails/count-moves.ts'

/** States of mails of which a batch tells how many there are; `waiting` is what has not left yet. */
export const toldStates = ['waiting', ...countedStates] as const
export type ToldState = (typeof toldStates)[number]
export type BatchMails = Record<ToldState, number>

/** Those of mails that the mail service has taken. */
export const leftStates = [
  'sent',
  'deferred',
  'delivered',
  'suppressed',
  'bounced',
  'complained',
] as const satisfies readonly ToldState[]

/** How many mails of the batch the mail service has taken. */
export function leftOf(mails: BatchMails): number {
  return leftStates.reduce((sum, state) => sum + mails[state], 0)
}
