import type { TestProject } from 'vitest/node'
import { keep } from './database.ts'
import { type Place, startPlatform } from './platform.ts'

/** Starts the platform that most journeys share (fresh-platform.ts), once for a run: starting one takes ten seconds. */
export default async function start({ provide }: TestProject) {
  const { origin, state, firstLink, stop } = await startPlatform()
  const place = { origin, state, firstLink }
  keep(place)
  provide('platform', place)
  return stop
}

declare module 'vitest' {
  interface ProvidedContext {
    platform: Place
  }
}
