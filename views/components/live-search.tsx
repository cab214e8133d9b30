import type { Child } from 'hono/jsx'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'

type LiveSearchProps = {
  action: string
  /** The id of the list that is replaced while typing. */
  list: string
  label: string
  button: string
  typed: string
  /** What else the list is filtered by. */
  kept?: Record<string, string | undefined>
  children?: Child
}

/** A search above a list: a plain form, and a list that follows while one types. */
export function LiveSearch({ action, list, label, button, typed, kept = {}, children }: LiveSearchProps) {
  return (
    <search>
      <form
        class="filters"
        method="get"
        action={action}
        hx-get={action}
        hx-target={`#${list}`}
        hx-swap="outerHTML"
        hx-trigger="input delay:300ms, submit"
        hx-sync="this:replace"
        hx-replace-url="true"
      >
        {Object.entries(kept).map(
          ([name, value]) => value && <input type="hidden" name={name} value={value} />,
        )}
        <TextField
          type="search"
          name="q"
          label={label}
          value={typed}
          maxlength={100}
          autocomplete="off"
          attributes={{ spellcheck: 'false' }}
        />
        {children}
        <Button kind="quiet">{button}</Button>
      </form>
    </search>
  )
}

/** Says how many rows a search has found. It stands outside the list, so that screen readers hear it change. */
export function ListStatus({ children, isUpdate = false }: { children?: Child; isUpdate?: boolean }) {
  return (
    <p
      id="list-status"
      class="visually-hidden"
      role="status"
      {...(isUpdate && { 'hx-swap-oob': 'textContent' })}
    >
      {children}
    </p>
  )
}
