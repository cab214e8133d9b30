import type { MailClosure } from '#src/domain/settings/read-settings.ts'

export type MailHealth = {
  /** With when the provider is asked again. */
  closure: (MailClosure & { probeAt: number | null }) | null
  /** When the clock last worked, and when the provider last told us anything. */
  tickedAt: number | null
  eventAt: number | null
  /** Counted up to one more than `waitingCountMax`. */
  waiting: number
  failed: number
}

/** From here on a page says "more than". */
export const waitingCountMax = 50

/** The clock works every minute; two minutes missed, and half of one for its being late. */
const silenceMaxMs = 2.5 * 60 * 1000

/** `silent`: it has never worked, as right after the start. */
export function clockState(tickedAt: number | null, now: number): 'works' | 'stopped' | 'silent' {
  if (tickedAt === null) return 'silent'
  return now - tickedAt > silenceMaxMs ? 'stopped' : 'works'
}
