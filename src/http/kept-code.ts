import { isLetterCode, readCode } from '#src/domain/codes/code.ts'
import { isProof, proofOf } from '#src/domain/codes/proof.ts'
import { type Trial, tryCode } from '#src/domain/codes/try-code.ts'
import type { AppContext } from './context.ts'
import { forget, keep, kept } from './keep.ts'
import { networkOf } from './network-of.ts'

export type KeptCode =
  | { state: 'none' }
  | { state: 'mistyped'; given: string }
  /** `untried`: a letter code that only `tryGivenCode` may look up, in answer to a POST. */
  | { state: 'untried' | 'open'; code: string }

/** The code of the link that was opened last, or that was typed last. */
export function keptCode(c: AppContext): KeptCode {
  const given = kept(c, 'code')
  if (given === undefined) return { state: 'none' }
  const read = readCode(given)
  if (read.state !== 'well_formed') return { state: 'mistyped', given }
  return { state: isOpen(c, read.code) ? 'open' : 'untried', code: read.code }
}

/** The same where it may be looked up at once. */
export function openCode(c: AppContext): string | undefined {
  const held = keptCode(c)
  return held.state === 'open' ? held.code : undefined
}

/** Whether a code may be looked up, because nobody can guess it or because it was found before; if not, it is tried and counted. */
export async function tryGivenCode(c: AppContext, code: string): Promise<Trial> {
  if (isOpen(c, code)) return { outcome: 'known' }
  const typed = { code, network: networkOf(c) }
  const trial = await tryCode(c.get('db'), c.get('keys'), typed, c.get('now'))
  if (trial.outcome === 'known') keep(c, 'proof', proofOf(c.get('keys'), code))
  return trial
}

export function forgetCode(c: AppContext) {
  forget(c, 'code')
  forget(c, 'proof')
}

/** Mailed codes have 130 bits: there is nothing to be guessed. */
function isOpen(c: AppContext, code: string): boolean {
  return !isLetterCode(code) || isProof(c.get('keys'), code, kept(c, 'proof') ?? '')
}
