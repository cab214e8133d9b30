import { paths } from '#src/paths.ts'
import { isolated } from '../components/isolated.ts'

type SubjectProps = { type: string; id: string /** Null where it is gone. */; name: string | null }

/** What an event is about: a link to it while it exists, else its id. */
export function SubjectLink({ type, id, name }: SubjectProps) {
  if (name === null) return <code class="long">{id}</code>
  const href = addressOf(type, id)
  return href ? <a href={href}>{isolated(name)}</a> : <bdi>{name}</bdi>
}

function addressOf(type: string, id: string): string | undefined {
  switch (type) {
    case 'user':
      return paths.admin.user(id)
    case 'invitation':
      return paths.admin.invitation(id)
    case 'batch':
      return paths.admin.batch(id)
    case 'group':
      return paths.admin.group(id)
    case 'project':
      return paths.admin.project(id)
    case 'bulk':
      return paths.admin.bulkAction(id)
    case 'settings':
      return paths.admin.settings()
    case 'mail':
      return paths.admin.mail()
    case 'suppression':
      return paths.admin.suppressions()
    case 'letter':
      return letterAddress(id)
    default:
      return undefined
  }
}

/** Of a letter the journal keeps kind, language and perhaps the part: `invitation/fr/subject`. */
function letterAddress(id: string): string | undefined {
  const [kind, language] = id.split('/')
  return kind && language ? paths.admin.letter(kind, language) : undefined
}
