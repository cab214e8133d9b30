import { dayMs, hourMs } from '../time/day.ts'

/** Bits of a letter code that nobody can know (DESIGN 2.2); its check symbol adds none. */
export const letterCodeBits = 60

/** Most letter codes of one batch. */
export const codesPerBatchMax = 10_000
/** Most letter codes that are open at the same time, on the whole platform. */
export const liveCodesMax = 100_000
/** How long letter codes are open unless somebody chooses otherwise, and the longest that can be chosen, in days. */
export const codeDaysDefault = 30
export const codeDaysMax = 365

/** Most letters, one a page, and most cards that are printed at once. */
export const printedAtOnce = { letters: 200, cards: 800 } as const

/** Most wrong letter codes in an hour, of all clients together. */
export const wrongPerHourMax = 1000
/** Of these, so many are kept for clients that have typed no wrong one lately: a right code goes on working for them. */
export const wrongPerHourKept = 500
/** From so many in an hour, administrators are told. */
export const wrongPerHourTold = 250

/** Wrong codes that a client may type before it has to wait: a school shares one. */
export const wrongPerClientFree = 10
/** The first wait, which doubles with every wrong code after it, and the longest. */
export const firstWaitMs = 60_000
export const waitMaxMs = hourMs
/** After so long without a wrong code a client is like any other. */
export const clientForgottenMs = dayMs
