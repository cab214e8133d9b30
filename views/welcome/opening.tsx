import { paths } from '#src/paths.ts'

/**
 * Tells once that somebody looks at this page, so that support can say whether an invitation was opened: a GET writes nothing. Programs
 * that only fetch links tell nothing, and nothing that is answered changes the page.
 */
export function Opening() {
  return <div hidden hx-post={paths.invitationOpening()} hx-trigger="load" hx-swap="none" />
}
