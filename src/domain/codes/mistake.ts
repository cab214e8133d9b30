import { letterCodeSymbols, mailedCodeSymbols, symbolsIn } from './code.ts'

/**
 * What is wrong with something that was typed for a code and is none: `short` has fewer symbols than any code, `length` not as many as
 * either kind, `mistyped` as many but the wrong ones, and `foreign` is no code at all.
 */
export type CodeMistake = { kind: 'empty' | 'short' | 'length' | 'mistyped' | 'foreign'; count: number }

/** Tells it from the text alone. */
export function mistakeIn(typed: string): CodeMistake {
  const symbols = symbolsIn(typed)
  return { kind: kindOf(symbols), count: symbols.length }
}

function kindOf(symbols: string): CodeMistake['kind'] {
  const { length } = symbols
  if (length === 0) return 'empty'
  if (length > mailedCodeSymbols || !/^[0-9A-Z]+$/.test(symbols)) return 'foreign'
  if (length < letterCodeSymbols) return 'short'
  return length === letterCodeSymbols || length === mailedCodeSymbols ? 'mistyped' : 'length'
}
