import { HTTPException } from 'hono/http-exception'
import type { AppContext } from './context.ts'

/** The fields of a posted form; of a repeated one the last value. Refused (415) when the body is not the form it claims to be. */
export function readBody(c: AppContext) {
  return orRefused(c.req.parseBody())
}

/** The same, with all values of a repeated field. */
export function readWholeBody(c: AppContext) {
  return orRefused(c.req.parseBody({ all: true }))
}

async function orRefused<Body>(reading: Promise<Body>): Promise<Body> {
  try {
    return await reading
  } catch (error) {
    // The runtime's word for a missing boundary, a field without a name, another character set.
    if (error instanceof TypeError) throw new HTTPException(415, { cause: error })
    throw error
  }
}
