import type { Child } from 'hono/jsx'

type PageHeaderProps = {
  title: Child
  /** A sentence under the title. */
  lead?: Child
  /** What can be done with the whole page. */
  children?: Child
}

export function PageHeader({ title, lead, children }: PageHeaderProps) {
  return (
    <div class="page-header">
      <div>
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children && <div class="actions">{children}</div>}
    </div>
  )
}
