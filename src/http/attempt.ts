import { logFailure } from '#src/log-failure.ts'

/** Does what an answer need not wait to succeed: the log says why it failed, and the answer stands. */
export async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    logFailure(name, error)
  }
}
