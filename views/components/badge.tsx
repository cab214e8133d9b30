import type { Child } from 'hono/jsx'

/** A state in a word; the style sheet colours it by its name. */
export function Badge({ state, children }: { state: string; children: Child }) {
  return (
    <span class="badge" data-state={state}>
      {children}
    </span>
  )
}
