import { inject } from 'vitest'
import { putBack } from './database.ts'
import { type Platform, platformAt } from './platform.ts'

/** The shared platform as it was when it had just started, for whoever asks nothing special of its start. */
export function freshPlatform(): Platform {
  const place = inject('platform')
  putBack(place)
  return platformAt(place)
}
