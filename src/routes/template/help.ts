import { messageMax, rowsMaxOf } from '#src/domain/batches/batch.ts'
import { postalMax, streetLinesMax } from '#src/domain/batches/postal-address.ts'
import { type Column, postalColumns } from '#src/domain/batches/row.ts'
import type { HelpTable, TemplateHelp } from '#src/spreadsheets/write-template.ts'
import { languageName } from '#views/components/language-name.ts'
import type { Words } from '#views/words/index.ts'
import { type Choices, clearNames, examplesFrom } from './choices.ts'

/** For whom a template is: people to write to, or people who get a letter. */
export type TemplateKind = 'workbook' | 'codes'

/** The sheet that explains the columns and lists what can stand in them. */
export function templateHelp(
  words: Words,
  choices: Choices,
  kind: TemplateKind,
  columns: readonly Column[],
): TemplateHelp {
  const { t } = words
  const isForLetters = kind === 'codes'
  return {
    sheetName: t('template.help.sheet'),
    title: t('template.help.title', {
      sheet: t(isForLetters ? 'template.letters.sheet' : 'template.sheet'),
    }),
    sentences: [
      t(isForLetters ? 'template.letters.rows' : 'template.help.rows', { max: rowsMaxOf(kind) }),
      ...(isForLetters ? [t('template.letters.address')] : []),
      t('template.help.example'),
      t('template.help.wins'),
      t('template.help.upload'),
    ],
    tables: [
      columnsTable(words, choices, columns, isForLetters ? [] : more),
      languagesTable(words, choices.languages),
      ...(isForLetters ? [] : [adminTable(words)]),
      namesTable(words, 'groups', choices.groups),
      ...(isForLetters ? [] : [namesTable(words, 'projects', choices.projects)]),
    ],
  }
}

/** Columns that are not in the template and can be added to it. */
const more: readonly Column[] = ['projects', 'message', ...postalColumns]

function columnsTable(
  words: Words,
  choices: Choices,
  columns: readonly Column[],
  addable: readonly Column[],
): HelpTable {
  const { t } = words
  const examples = examplesFrom(words, choices)
  const values = {
    ...{ example: String(examples.email), max: messageMax },
    ...{ street: postalMax.street, lines: streetLinesMax },
  }
  const heads = ['column', 'about', 'required', 'accepted', 'example_head'] as const
  return {
    head: heads.map((head) => t(`template.help.${head}`)),
    rows: [...columns, ...addable].map((column, index) => [
      // With its letter, the name is no header that our reader could take for one.
      `${index < columns.length ? `${String.fromCharCode(65 + index)} · ` : ''}${t(`template.header.${column}`)}`,
      t(`template.about.${column}`),
      t(`template.help.${column === 'email' ? 'yes' : index < columns.length ? 'no' : 'can_be_added'}`),
      t(`template.accepted.${column}`, values),
      examples[column],
    ]),
  }
}

function languagesTable(words: Words, languages: readonly string[]): HelpTable {
  return {
    name: 'languages',
    title: words.t('template.lists.languages'),
    head: [words.t('template.lists.code'), words.t('template.lists.language')],
    rows: languages.map((tag) => [tag, languageName(words, tag)]),
    choosable: languages.length,
  }
}

function adminTable({ t }: Words): HelpTable {
  return {
    name: 'admin',
    title: t('template.lists.admin', { column: t('template.header.admin') }),
    head: [t('template.lists.value'), t('template.lists.meaning')],
    rows: [
      [true, t('template.lists.admin_yes')],
      [false, t('template.lists.admin_no')],
    ],
    choosable: 2,
  }
}

/** Names that can be chosen come first; those that several things share follow with what to do about them. */
function namesTable({ t }: Words, kind: 'groups' | 'projects', things: Choices['groups']): HelpTable {
  const clear = clearNames(things)
  const shared = things.filter(({ isNameShared }) => isNameShared).map(({ name }) => name)
  return {
    name: kind,
    title: t(`template.lists.${kind}`),
    head: [t('template.lists.name'), t('template.lists.note')],
    rows: [
      ...clear.map((name) => [name, '']),
      ...shared.map((name) => [name, t(`template.lists.shared_${kind}`)]),
    ],
    choosable: clear.length,
    empty: t(`template.lists.no_${kind}`),
  }
}
