import type { Child } from 'hono/jsx'
import type { Attributes } from './field.tsx'

export type ButtonKind = 'primary' | 'quiet' | 'danger'

type ButtonProps = {
  children: Child
  kind?: ButtonKind
  type?: 'submit' | 'button'
  name?: string
  value?: string
  attributes?: Attributes
}

export function Button({
  children,
  kind = 'primary',
  type = 'submit',
  name,
  value,
  attributes,
}: ButtonProps) {
  return (
    <button class={`button button-${kind}`} type={type} name={name} value={value} {...attributes}>
      {children}
    </button>
  )
}

type LinkButtonProps = { href: string; children: Child; kind?: ButtonKind; attributes?: Attributes }

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ href, children, kind = 'primary', attributes }: LinkButtonProps) {
  return (
    <a class={`button button-${kind}`} href={href} {...attributes}>
      {children}
    </a>
  )
}
