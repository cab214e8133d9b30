import { createContext, useContext } from 'hono/jsx'
import type { MailClosure } from '#src/domain/settings/read-settings.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Flash } from './components/flash.tsx'
import type { Words } from './words/index.ts'

/** What every view may know without being told by its page. */
export type View = {
  words: Words
  actor: Actor | null
  path: string
  /** The address after the path: empty, or from its question mark on. */
  query: string
  platformName: string
  timeZone: string
  /** Whom visitors and invitees may ask, in the administrators' words. */
  supportContact: string | undefined
  /** Whether people may register without an invitation. */
  registration: 'open' | 'closed'
  languages: readonly string[]
  hasMailbox: boolean
  /** Why no mail leaves at the moment, if so. */
  closure: MailClosure | null
  flash: Flash | null
  /** A number that the flash names, such as that of a row; else 0. */
  flashNumber: number
}

export const ViewContext = createContext<View | null>(null)

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('Views are rendered by http/respond.tsx')
  return view
}

/** The catalogue's sentences in the reader's language. */
export function useWords() {
  return useView().words.t
}
