import { messageMax, rowsMax } from '#src/domain/batches/batch.ts'
import type { Column } from '#src/domain/batches/row.ts'
import type { HelpTable, TemplateHelp } from '#src/spreadsheets/write-template.ts'
import { languageName } from '#views/components/language-name.ts'
import type { Words } from '#views/words/index.ts'
import { type Choices, clearNames, examplesFrom } from './choices.ts'

/** The sheet that explains the columns and lists what can stand in them. */
export function templateHelp(words: Words, choices: Choices, columns: readonly Column[]): TemplateHelp {
  const { t } = words
  return {
    sheetName: t('template.help.sheet'),
    title: t('template.help.title', { sheet: t('template.sheet') }),
    sentences: [
      t('template.help.rows', { max: rowsMax }),
      t('template.help.example'),
      t('template.help.wins'),
      t('template.help.upload'),
    ],
    tables: [
      columnsTable(words, choices, columns),
      languagesTable(words, choices.languages),
      adminTable(words),
      namesTable(words, 'groups', choices.groups),
      namesTable(words, 'projects', choices.projects),
    ],
  }
}

/** Columns that are not in the template and can be added to it. */
const more = ['projects', 'message'] as const

function columnsTable(words: Words, choices: Choices, columns: readonly Column[]): HelpTable {
  const { t } = words
  const examples = examplesFrom(words, choices)
  const values = { example: String(examples.email), max: messageMax }
  const heads = ['column', 'about', 'required', 'accepted', 'example_head'] as const
  return {
    head: heads.map((head) => t(`template.help.${head}`)),
    rows: [...columns, ...more].map((column, index) => [
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
