import type { Child } from 'hono/jsx'

/** What stands where a list has nothing to show: what would be here, and how it gets here. */
export function Empty({ title, children }: { title: string; children?: Child }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  )
}
