import { beginsLikeCode } from '#src/domain/codes/looks-like-code.ts'
import { paths } from '#src/paths.ts'
import type { AppContext } from './context.ts'
import { ownPath } from './own-path.ts'

/**
 * The page of ours from which a request was sent, as its address reads by now: a list that follows while one types has changed it
 * since. Undefined where the browser does not tell, and for a page of another site.
 */
export function pageBefore(c: AppContext): string | undefined {
  const told = c.req.header('HX-Current-URL') ?? c.req.header('Referer')
  if (told === undefined || !URL.canParse(told)) return undefined
  const { origin, pathname, search } = new URL(told)
  return origin === new URL(c.req.url).origin ? ownPath(pathname + search) : undefined
}

/** No address of a list has more characters. */
const listMax = 2000

/**
 * The list of invitations that somebody came from, filtered and paged as they left it: what this address carries on as `back`, else
 * the page before. Undefined where that was no such list.
 */
export function listBefore(c: AppContext): string | undefined {
  const list = ownPath(c.req.query('back')) ?? pageBefore(c)
  if (!list || list.length > listMax || list.split(/[?#]/)[0] !== paths.admin.invitations()) return undefined
  return withoutSecrets(list)
}

/** An address that may stand in another one: a code that is looked for is left out of it, and what holds a secret is no such address. */
export function withoutSecrets(path: string): string | undefined {
  if (/^\/+(?:i|u|password\/reset)\/./i.test(path)) return undefined
  const [place = '', ...rest] = path.split('?')
  const fields = new URLSearchParams(rest.join('?'))
  if (!fields.getAll('q').some(beginsLikeCode)) return path
  fields.delete('q')
  return fields.size > 0 ? `${place}?${fields}` : place
}
