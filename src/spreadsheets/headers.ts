import type { Column } from '#src/domain/batches/batch.ts'

/** What people write at the head of a column, in English and French, without case, accents and signs; the surest name first. */
const names: Record<Column, readonly string[]> = {
  email: [
    'email',
    'mail',
    'emailaddress',
    'mailaddress',
    'courriel',
    'adressemail',
    'adresseemail',
    'adressecourriel',
    'adresseelectronique',
    'adresse',
  ],
  first_name: ['firstname', 'prenom', 'prenoms', 'givenname'],
  last_name: ['lastname', 'nomdefamille', 'nom', 'familyname', 'surname'],
  language: ['language', 'langue', 'locale', 'lang'],
  groups: ['groups', 'group', 'groupes', 'groupe'],
  admin: ['admin', 'administrateur', 'administrator', 'administratrice'],
  projects: ['projects', 'project', 'projets', 'projet'],
  message: ['message'],
}

/** Most characters of an unknown header that are shown. */
const shownMax = 80

export type Columns = {
  /** The position of each known column. */
  positions: ReadonlyMap<Column, number>
  /** Headers that mean nothing to us, as written. */
  ignored: string[]
}

/** Finds the columns by their headers, in any order; of two that mean the same, the surest name counts. */
export function findColumns(headers: readonly string[]): Columns {
  const folded = headers.map(foldHeader)
  const positions = new Map<Column, number>()
  for (const [column, known] of Object.entries(names) as [Column, readonly string[]][]) {
    // -- the keys of a record of columns are columns
    const name = known.find((candidate) => folded.includes(candidate))
    if (name !== undefined) positions.set(column, folded.indexOf(name))
  }
  const taken = new Set(positions.values())
  return {
    positions,
    ignored: headers.filter((header, index) => header !== '' && !taken.has(index)).map(shorten),
  }
}

function shorten(header: string): string {
  return Array.from(header.slice(0, 2 * shownMax))
    .slice(0, shownMax)
    .join('')
}

function foldHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
