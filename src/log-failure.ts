/**
 * Writes down what must not happen, under a reference that a person can tell us. The log says where and what, never who:
 * errors of the database quote what was bound, addresses among it, so only the innermost cause and the frames are kept.
 */
export function logFailure(where: string, error: unknown): string {
  const reference = crypto.randomUUID().slice(0, 8)
  console.error(JSON.stringify({ reference, where, error: describe(error), frames: framesOf(error) }))
  return reference
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  if (error.cause instanceof Error) return describe(error.cause)
  return `${error.name}: ${error.message}`.split('\n')[0] ?? error.name
}

function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const lines = error.stack?.split('\n') ?? []
  return lines
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
}
