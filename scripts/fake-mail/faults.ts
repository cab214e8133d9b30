/** Ways in which the provider misbehaves, or the network to it: before a letter is taken, and after where the name says so. */
export const faultModes = [
  /** 202, but the result says `failed`. */
  'failed',
  /** 202 without results. */
  'no_results',
  /** 202 whose results are no list; 202 that is no JSON, though it says so. */
  'odd_results',
  'broken_json',
  /** 200 with a page, as a proxy in between answers. */
  'html',
  /** 307 to elsewhere. */
  'redirect',
  /** 400, 401, 403, 404, 409, 413. */
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  /** 429 with Retry-After: `retryAfter`, 120 without it. */
  'too_many',
  /** The plan is used up: 403, or the `status` that is given. */
  'quota',
  /** 500 in plain text, 502, 503, 504. */
  'error_text',
  'bad_gateway',
  'unavailable',
  'gateway_timeout',
  'reset_before',
  'reset_after',
  /** 202 whose body breaks off. */
  'truncated_after',
  /** No answer for `ms`, 30 seconds without it; then the connection is cut. */
  'hang_before',
  'hang_after',
  /** 202 whose body stands still half-way, for `ms`. */
  'stall_after',
  /** Answers as it should, but only after `ms`, a tenth of a second without it. */
  'slow_after',
] as const
export type FaultMode = (typeof faultModes)[number]

/** What requests a fault is for: `send` unless said; `any` for all that need the key. */
export type FaultPlace = 'send' | 'check-domain' | 'webhook' | 'any'

export type Fault = {
  mode: FaultMode
  on?: FaultPlace
  /** How often; without it, until faults are cleared. */
  times?: number
  /** How many fitting requests pass before it begins: the k-th call fails with `skip: k - 1, times: 1`. */
  skip?: number
  /** Only letters whose recipient or campaign id contains this. */
  matching?: string
  retryAfter?: string
  status?: number
  /** What the answer gives as the reason, where it gives one. */
  said?: string
  ms?: number
}

export type Faults = {
  add(fault: Fault): void
  clear(): void
  /** The fault for this request, which is counted. */
  next(place: FaultPlace, subject: string): Fault | undefined
}

export function createFaults(): Faults {
  let waiting: Fault[] = []
  return {
    add: (fault) => void waiting.push({ ...fault }),
    clear: () => {
      waiting = []
    },
    next(place, subject) {
      const fitting = waiting.filter((fault) => isFor(fault, place, subject))
      const fault = fitting.find((each) => !each.skip)
      for (const each of fitting) if (each.skip) each.skip -= 1
      if (fault?.times !== undefined) fault.times -= 1
      return fault
    },
  }
}

function isFor(
  { on = 'send', times = 1, matching = '' }: Fault,
  place: FaultPlace,
  subject: string,
): boolean {
  return (on === 'any' || on === place) && times > 0 && subject.includes(matching)
}
