import { type Column, columnOrder, letterColumns, postalColumns } from '#src/domain/batches/row.ts'
import { findNearest } from './nearest-name.ts'
import { findStreetLines } from './street-lines.ts'

/**
 * What people write at the head of a column, in the five languages of the interface and in the templates of other
 * products, without case, accents and signs; the surest name first.
 */
const names: Record<Column, readonly string[]> = {
  email: [
    ...['email', 'emailaddress', 'adresseemail', 'adressemail', 'emailadresse', 'emailadres', 'courriel'],
    ...['correoelectronico', 'correo', 'adresseelectronique', 'adressecourriel', 'adressedecourriel'],
    ...['courrierelectronique', 'mailadresse', 'mailadres', 'elektronischadres', 'elektronischeadresse'],
    ...['direcciondecorreoelectronico', 'direcciondecorreo', 'direcciondeemail', 'direccionemail'],
    ...['direccionelectronica', 'emailanschrift', 'mailaddress', 'emails', 'mail', 'epost', 'useremail'],
  ],
  first_name: [
    ...['firstname', 'prenom', 'voornaam', 'vorname', 'nombre', 'givenname', 'forename', 'prenoms'],
    ...['voornamen', 'vornamen', 'nombres', 'nombredepila', 'primernombre', 'roepnaam', 'rufname'],
    ...['firstnames', 'givennames', 'forenames', 'prenomusuel'],
  ],
  last_name: [
    ...['lastname', 'nomdefamille', 'achternaam', 'nachname', 'apellidos', 'apellido', 'familyname'],
    ...['familienaam', 'familienname', 'surname', 'zuname', 'nom', 'nomfamille', 'nomdusage', 'nomusuel'],
    ...['lastnames', 'surnames', 'achternamen', 'nachnamen', 'primerapellido'],
  ],
  street: [
    ...['street', 'rue', 'straat', 'straße', 'strasse', 'calle', 'streetaddress', 'postaladdress'],
    ...['adressepostale', 'postadres', 'postadresse', 'postanschrift', 'direccionpostal', 'domicilio'],
    ...['streetandnumber', 'rueetnumero', 'ruenumero', 'straatennummer', 'straatennr', 'straatnr'],
    ...['straßeundhausnummer', 'strasseundhausnummer', 'straßehausnummer', 'strassehausnummer'],
    ...['straßeundnummer', 'strasseundnummer', 'straßenr', 'strassenr', 'calleynumero', 'callenumero'],
  ],
  postcode: [
    ...['postcode', 'codepostal', 'postleitzahl', 'plz', 'codigopostal', 'postalcode', 'zipcode', 'zip'],
    ...['cp', 'npa', 'codpostal', 'postcodes'],
  ],
  city: [
    ...['city', 'ville', 'plaats', 'ort', 'ciudad', 'town', 'stad', 'stadt', 'localite', 'localidad'],
    ...['commune', 'gemeente', 'gemeinde', 'woonplaats', 'wohnort', 'poblacion', 'municipio', 'citytown'],
  ],
  language: [
    ...['language', 'langue', 'taal', 'sprache', 'idioma', 'locale', 'lang', 'lengua', 'languagecode'],
    ...['codelangue', 'codedelangue', 'taalcode', 'sprachcode', 'codigodeidioma', 'preferredlanguage'],
    ...['languedecorrespondance', 'voorkeurstaal', 'voertaal', 'korrespondenzsprache', 'languages'],
  ],
  groups: [
    ...['groups', 'groupes', 'groepen', 'gruppen', 'grupos', 'group', 'groupe', 'groep', 'gruppe', 'grupo'],
    ...['usergroups', 'usergroup', 'groupesdutilisateurs', 'groupedutilisateurs', 'gebruikersgroepen'],
    ...['gebruikersgroep', 'benutzergruppen', 'benutzergruppe', 'gruposdeusuarios', 'grupodeusuarios'],
  ],
  admin: [
    ...['admin', 'administrator', 'administrateur', 'beheerder', 'administrador', 'administratrice'],
    ...['administratorin', 'administradora', 'isadmin', 'adminrights', 'administrationrights'],
    ...[
      'droitsdadministration',
      'droitsdadministrateur',
      'droitsadmin',
      'beheerdersrechten',
      'beheerrechten',
    ],
    ...['adminrechte', 'administratorrechte', 'administrationsrechte', 'derechosdeadministrador'],
    ...['derechosdeadministracion', 'administrators', 'administrateurs', 'beheerders', 'administradores'],
    ...['administracion', 'permisosdeadministracion', 'administration', 'beheer'],
  ],
  projects: [
    ...['projects', 'projets', 'projecten', 'projekte', 'proyectos', 'project', 'projet', 'projekt'],
    ...['proyecto', 'managedprojects', 'projetsgeres', 'beheerdeprojecten', 'verwalteteprojekte'],
    ...['proyectosgestionados'],
  ],
  message: [
    ...['message', 'boodschap', 'bericht', 'nachricht', 'mensaje', 'mitteilung', 'personalmessage'],
    ...['messagepersonnel', 'persoonlijkbericht', 'persoonlijkeboodschap', 'personlichenachricht'],
    ...['personlichemitteilung', 'mensajepersonal', 'invitetext', 'messages', 'berichten', 'nachrichten'],
  ],
}

/** On a list for letters, where no e-mail address is looked for, an address is where the letter goes to. */
const postalNames = [
  ...[
    'address',
    'adresse',
    'adres',
    'anschrift',
    'direccion',
    'address1',
    'addressline1',
    'adresse1',
    'adres1',
  ],
  // As our own lists of codes have it.
  ...['adresseligne1', 'adresregel1', 'adresszeile1', 'direccionlinea1', 'anschrift1', 'direccion1'],
  ...['domicile', 'anschriften', 'adresses', 'addresses', 'adressen', 'direcciones'],
]

/** Names that may mean a column and may as well mean another thing: never taken, only shown as what they are near to. */
const unsure: readonly (readonly [string, Column])[] = [
  ...(['name', 'naam', 'names', 'namen', 'noms'] as const).map((name) => [name, 'last_name'] as const),
  ...(['adresse', 'adres', 'address', 'direccion'] as const).map((name) => [name, 'email'] as const),
]

/** What is looked for in a list: people to write to, or people who get a letter. */
export type SheetKind = 'mails' | 'letters'

const namesFor: Record<SheetKind, readonly (readonly [Column, readonly string[]])[]> = {
  mails: columnOrder.map((column) => [column, names[column]]),
  letters: letterColumns.map((column) => [
    column,
    column === 'street' ? [...names.street, ...postalNames] : names[column],
  ]),
}
const nearNames = {
  // Of people to write to, nobody misses a street.
  mails: [...unsure, ...pairsOf('mails').filter(([, column]) => !isPostal(column))],
  letters: [...unsure.filter(([, column]) => column !== 'email'), ...pairsOf('letters')],
}

function pairsOf(kind: SheetKind) {
  return namesFor[kind].flatMap(([column, list]) => list.map((name) => [name, column] as const))
}

function isPostal(column: Column): boolean {
  return postalColumns.some((postal) => postal === column)
}

/** Longest header looked into, and most characters of it that are shown. */
const headerMax = 80

export type Columns = {
  /** The known columns with their positions, in the order of the sheet. */
  known: { column: Column; at: number; header: string }[]
  /** Headers that mean nothing to us, as written, with the known column whose name is near. */
  ignored: { at: number; header: string; nearest?: Column }[]
  /** Positions of what Parvis wrote for people to read, in a workbook of problems: neither used nor mentioned. */
  ours: number[]
  /** Positions of the second and further lines of a street, where each line has a column of its own. */
  streetLines: number[]
}

/** Finds the columns by their headers, in any order; of two that mean the same, the surest name counts, then the first. */
export function findColumns(headers: readonly (string | undefined)[], kind: SheetKind = 'mails'): Columns {
  // Array.from because of the gaps: map would leave them out.
  const folded = Array.from(headers, (header) => foldHeader(header ?? ''))
  const places = new Map<number, Column>()
  for (const [column, list] of namesFor[kind]) {
    const name = list.find((candidate) => folded.includes(candidate))
    if (name !== undefined) places.set(folded.indexOf(name), column)
  }
  return nameColumns(headers, places, kind)
}

/** The columns at given places, and the others as ignored. */
export function nameColumns(
  headers: readonly (string | undefined)[],
  places: ReadonlyMap<number, Column>,
  kind: SheetKind,
): Columns {
  const [street = -1] = [...places].find(([, column]) => column === 'street') ?? []
  const folded = street < 0 ? [] : Array.from(headers, (header) => foldHeader(header ?? ''))
  const streetLines = findStreetLines(folded, street).filter((at) => !places.has(at))
  const columns: Columns = { known: [], ignored: [], ours: [], streetLines }
  for (let at = 0; at < Math.max(headers.length, ...[...places.keys()].map((place) => place + 1)); at++) {
    const header = shorten(headers[at] ?? '')
    const column = places.get(at)
    const nearest = column || findNearest(foldHeader(header), nearNames[kind])
    if (column) columns.known.push({ column, at, header })
    else if (streetLines.includes(at)) continue
    else if (isOurs(header)) columns.ours.push(at)
    else if (header !== '') columns.ignored.push({ at, header, ...(nearest && { nearest }) })
  }
  return columns
}

/** `Parvis: row` and the like, in any language. */
function isOurs(header: string): boolean {
  return /^parvis\s*:/i.test(header)
}

/** A header, or the name of a sheet, no longer than a line. */
export function shorten(header: string): string {
  return Array.from(header.slice(0, 2 * headerMax))
    .slice(0, headerMax)
    .join('')
}

function foldHeader(header: string): string {
  return header
    .slice(0, headerMax)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
