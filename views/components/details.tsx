import type { Child } from 'hono/jsx'

/** Facts about one thing, each with its name. */
export function DefinitionList({ items }: { items: readonly { term: string; value: Child }[] }) {
  return (
    <dl class="facts">
      {items.map(({ term, value }) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
