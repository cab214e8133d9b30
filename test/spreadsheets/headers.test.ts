import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findColumns } from '#src/spreadsheets/headers.ts'

const columns = ['email', 'first_name', 'last_name', 'language', 'groups', 'admin', 'projects', 'message']

/** What a person of each language writes above the columns, in the order above. */
const spoken: Record<string, string[]> = {
  English: ['E-mail', 'First name', 'Last name', 'Language', 'Groups', 'Admin', 'Projects', 'Message'],
  French: ['Adresse e-mail', 'Prénom', 'Nom', 'Langue', 'Groupes', 'Administrateur', 'Projets', 'Message'],
  Dutch: ['E-mailadres', 'Voornaam', 'Achternaam', 'Taal', 'Groepen', 'Beheerder', 'Projecten', 'Bericht'],
  German: [
    'E-Mail-Adresse',
    'Vorname',
    'Nachname',
    'Sprache',
    'Gruppen',
    'Administrator',
    'Projekte',
    'Nachricht',
  ],
  Spanish: [
    'Correo electrónico',
    'Nombre',
    'Apellidos',
    'Idioma',
    'Grupos',
    'Administrador',
    'Proyectos',
    'Mensaje',
  ],
  'the reference product': [
    'email',
    'first_name',
    'last_name',
    'locale',
    'groups',
    'admin',
    'project',
    'invite_text',
  ],
  'its French help': ['email', 'first_name', 'last_name', 'langue', 'groupes', 'admin', 'projets', 'message'],
}

function foundIn(headers: string[]): (string | undefined)[] {
  const { known } = findColumns(headers)
  return headers.map((_, at) => known.find((column) => column.at === at)?.column)
}

describe('the columns', () => {
  it.each(Object.keys(spoken))('are known in %s', (language) => {
    expect(foundIn(spoken[language] ?? [])).toEqual(columns)
  })

  it('are known by every other name that offices use', () => {
    const others: Record<string, string[]> = {
      email: [
        'Mail',
        'EMAIL ADDRESS',
        'Courriel',
        'Adresse courriel',
        'E-mailadresse',
        'Correo',
        'e_mail *',
        'Email:',
      ],
      first_name: ['Prenom', 'Vornamen', 'Given name', 'Roepnaam', 'NOMBRES'],
      last_name: ['NOM DE FAMILLE', 'Familienaam', 'Familienname', 'Surname', 'Apellido', 'Zuname'],
      language: ['Langue de correspondance', 'Taalcode', 'Lang'],
      groups: ['Groupe', 'Groep', 'Gruppe', 'Grupo', 'User groups', 'Groupes d’utilisateurs'],
      admin: ['Administrator:in', 'Administratrice', 'Droits d’administration', 'is_admin'],
      projects: ['Projet', 'Proyecto', 'Projekt'],
      street: ['Rue', 'STRASSE', 'Straße', 'Straat en nummer', 'Calle y número', 'Postal address'],
      postcode: ['Code postal', 'PLZ', 'Postcode', 'Código postal', 'ZIP', 'CP'],
      city: ['Ville', 'Ort', 'Plaats', 'Gemeente', 'Ciudad', 'Town', 'Localité'],
      message: ['Persönliche Nachricht', 'Boodschap', 'Message personnel', 'Mensaje personal'],
    }
    for (const [column, headers] of Object.entries(others))
      for (const header of headers) expect([header, foundIn([header])]).toEqual([header, [column]])
  })

  it('are found whatever the case, accents, blanks and signs around', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(spoken).flatMap((row) => row.map((header, at) => ({ header, at })))),
        fc.constantFrom('', ' ', '\u00a0', '*', ' :', '_', '-', ' (*)'),
        fc.boolean(),
        fc.boolean(),
        ({ header, at }, sign, isLoud, isPlain) => {
          const cased = isLoud ? header.toUpperCase() : header.toLowerCase()
          const written = isPlain ? cased.normalize('NFD').replace(/\p{M}/gu, '') : cased.normalize('NFD')
          expect(foundIn([sign + written.replaceAll(' ', '_') + sign])).toEqual([columns[at]])
        },
      ),
    )
  })

  it('are the surest ones where two mean the same; the other is ignored, with what it is near to', () => {
    const { known, ignored } = findColumns(['Mail', 'Prénoms', 'E-mail', 'Prénom', 'Email'])
    expect(known).toEqual([
      { column: 'email', at: 2, header: 'E-mail' },
      { column: 'first_name', at: 3, header: 'Prénom' },
    ])
    expect(ignored).toEqual([
      { at: 0, header: 'Mail', nearest: 'email' },
      { at: 1, header: 'Prénoms', nearest: 'first_name' },
      { at: 4, header: 'Email', nearest: 'email' },
    ])
  })

  it('keep their places where cells of the header are missing', () => {
    // biome-ignore lint/suspicious/noSparseArray: a sheet has gaps
    expect(findColumns([, 'email', , 'x']).known).toEqual([{ column: 'email', at: 1, header: 'email' }])
  })
})

describe('the columns of a list for letters', () => {
  const foundForLetters = (headers: string[]) =>
    findColumns(headers, 'letters').known.map(({ column, header }) => [header, column])

  it('are names, postal addresses and what a letter says; rights and e-mail addresses are none', () => {
    const headers = ['E-mail', 'Nom', 'Rue', 'CP', 'Ville', 'Groupes', 'Admin', 'Projets', 'Langue']
    expect(foundForLetters(headers)).toEqual([
      ['Nom', 'last_name'],
      ['Rue', 'street'],
      ['CP', 'postcode'],
      ['Ville', 'city'],
      ['Groupes', 'groups'],
      ['Langue', 'language'],
    ])
    const { ignored } = findColumns(headers, 'letters')
    expect(ignored.map(({ header, nearest }) => [header, nearest])).toEqual([
      ['E-mail', undefined],
      ['Admin', undefined],
      ['Projets', undefined],
    ])
  })

  it('take an address for a street, which it is nowhere else; a surer name comes first', () => {
    for (const header of ['Adresse', 'Address', 'Adres', 'Anschrift', 'Dirección'])
      expect(foundForLetters([header])).toEqual([[header, 'street']])
    expect(foundForLetters(['Adresse', 'Straße'])).toEqual([['Straße', 'street']])
  })
})

describe('a column that means nothing', () => {
  const nearestOf = (header: string) => findColumns([header]).ignored[0]?.nearest

  it('is listed with the known name that is near', () => {
    expect(nearestOf('Emial')).toBe('email')
    expect(nearestOf('Frist name')).toBe('first_name')
    expect(nearestOf('Gropes')).toBe('groups')
    expect(nearestOf('Spache')).toBe('language')
    expect(nearestOf('correo electronco')).toBe('email')
    expect(nearestOf('Adminstratuer')).toBe('admin')
  })

  it('is listed alone where nothing is near', () => {
    for (const header of [
      'Téléphone',
      'Métier',
      'Geburtsdatum',
      'x',
      '1',
      '电话',
      '-',
      '__proto__',
      'constructor',
    ])
      expect(findColumns([header])).toEqual({
        ...{ known: [], ignored: [{ at: 0, header }] },
        ...{ ours: [], streetLines: [] },
      })
  })

  it('is none of those that count on from the street: these are its further lines, in their order', () => {
    for (const [first, second, third] of [
      ['Address line 1', 'Address line 2', 'Address line 3'],
      ['Dirección, línea 1', 'Dirección, línea 2', 'Dirección, línea 3'],
      ['Adresse', 'Adresse 2', 'Adresse 3'],
    ]) {
      const found = findColumns([third, 'Ort', second, 'Haus 2', first], 'letters')
      expect(found.known.map(({ column, at }) => [column, at])).toEqual([
        ['city', 1],
        ['street', 4],
      ])
      expect(found).toMatchObject({ streetLines: [2, 0], ignored: [{ at: 3 }] })
    }
  })

  it('may be a name or an address of another kind: it is not guessed', () => {
    expect(findColumns(['Name', 'Adresse', 'Naam', 'Address'])).toMatchObject({
      known: [],
      ignored: [
        { nearest: 'last_name' },
        { nearest: 'email' },
        { nearest: 'last_name' },
        { nearest: 'email' },
      ],
    })
  })

  it('is shortened, however long it is', () => {
    const { ignored } = findColumns(['x'.repeat(30_000)])
    expect(ignored[0]?.header).toHaveLength(80)
  })
})
