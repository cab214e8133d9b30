import type { Child } from 'hono/jsx'
import { paths } from '#src/paths.ts'
import { Button } from './button.tsx'
import { Moment } from './moment.tsx'
import { Table } from './table.tsx'

export type ListedPerson = {
  publicId: string
  email: string
  firstName: string
  lastName: string
  addedAt: number
}

type PeopleTableProps = {
  caption: string
  head: { person: string; address: string; added: string; actions: string }
  people: readonly ListedPerson[]
  remove: {
    action: (person: ListedPerson) => string
    label: string
    /** The label with the person's name, for those who hear one button after the other. */
    labelWith: (name: string) => string
  }
}

/** People who belong to a thing, each with a button that ends it. */
export function PeopleTable({ caption, head, people, remove }: PeopleTableProps) {
  const heads: Child[] = [
    head.person,
    head.address,
    head.added,
    <span class="visually-hidden">{head.actions}</span>,
  ]
  return (
    <Table caption={caption} head={heads}>
      {people.map((person) => {
        const name = `${person.firstName} ${person.lastName}`
        return (
          <tr data-id={person.publicId}>
            <th scope="row">
              <a href={paths.admin.user(person.publicId)}>{name}</a>
            </th>
            <td>{person.email}</td>
            <td data-label={head.added}>
              <Moment at={person.addedAt} />
            </td>
            <td class="number">
              <form method="post" action={remove.action(person)}>
                <Button kind="quiet" attributes={{ 'aria-label': remove.labelWith(name) }}>
                  {remove.label}
                </Button>
              </form>
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
