import type { Child } from 'hono/jsx'

type TableProps = {
  /** Names the table for those who cannot see it. */
  caption: string
  head: Child[]
  /** The rows. */
  children: Child
  id?: string
}

/**
 * A table that scrolls sideways in its own region on narrow screens; the region takes the focus so that the keyboard
 * can scroll it. Cells of numbers carry the class `number`.
 */
export function Table({ caption, head, children, id }: TableProps) {
  return (
    <section class="table-region" aria-label={caption} tabindex={0} id={id}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell) => (
              <th scope="col">{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
