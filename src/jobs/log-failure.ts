/** Writes down what must not happen, under a reference. Messages of the database quote what was bound, so they are cut. */
export function logFailure(job: string, error: unknown): void {
  const reference = crypto.randomUUID().slice(0, 8)
  console.error(JSON.stringify({ job, reference, error: describe(error) }))
}

/** The innermost cause: for a failed query that is what the database said, without the addresses it was given. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  if (error.cause instanceof Error) return describe(error.cause)
  return `${error.name}: ${error.message}`.split('\n')[0] ?? error.name
}
