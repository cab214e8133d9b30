import { beforeEach, onTestFailed } from 'vitest'

/** The tests of a story build on each other: after one that failed, the rest would only repeat its failure. */
export function tellInOrder() {
  let hasFailed = false
  beforeEach((context) => {
    context.skip(hasFailed, 'the story stopped before')
    onTestFailed(() => {
      hasFailed = true
    })
  })
}
