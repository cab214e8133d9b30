import { describe, expect, it } from 'vitest'
import { lint } from './lint.ts'
import { runtimeImports, sourceFiles, textOf } from './sources.ts'

/** For each place what it may not import, and ways that stay open. */
const places = [
  { file: 'src/env.ts', closed: ['./keys.ts'], open: ['valibot'] },
  { file: 'src/paths.ts', closed: ['./env.ts'], open: [] },
  { file: 'src/keys.ts', closed: ['#src/env.ts'], open: ['node:crypto'] },
  { file: 'src/log-failure.ts', closed: ['#src/env.ts', './keys.ts'], open: [] },
  {
    file: 'src/spreadsheets/a.ts',
    closed: ['#src/db/client.ts', '../env.ts'],
    open: ['./b.ts', 'xlsx', '#src/spreadsheets/sheet.ts'],
  },
  { file: 'src/db/a.ts', closed: ['#src/keys.ts', '../env.ts'], open: ['./schema/index.ts'] },
  {
    file: 'src/domain/users/a.ts',
    closed: ['#src/http/respond.tsx', '#views/view.ts', '../../mail/compose.tsx', '#src/paths.ts'],
    open: ['#src/db/client.ts', '#src/domain/events/event.ts', '../events/event.ts'],
  },
  {
    file: 'src/auth.ts',
    closed: ['#views/view.ts', '../views/view.ts', './http/guards.ts'],
    open: ['#src/keys.ts'],
  },
  {
    file: 'src/mail/a.tsx',
    closed: ['#src/db/client.ts', '#views/layouts/panel.tsx', '#views/view.ts', '../jobs/cron.ts'],
    open: ['#views/letters/letter.ts', '#src/paths.ts'],
  },
  {
    file: 'src/jobs/a.ts',
    closed: ['#src/routes/users.tsx', '#views/view.ts', '#src/db/schema/index.ts'],
    open: ['#src/domain/mails/claim-mails.ts', '#src/mail/compose.tsx'],
  },
  {
    file: 'src/http/a.tsx',
    closed: ['#src/db/schema/index.ts', '../routes/users.tsx', '#src/jobs/cron.ts'],
    open: ['#src/auth.ts', '#views/errors.tsx'],
  },
  {
    file: 'src/routes/a.tsx',
    closed: [
      '#src/db/client.ts',
      '#src/mail/mailbox.ts',
      '../mail/compose.tsx',
      '#src/auth.ts',
      '#src/keys.ts',
    ],
    open: [
      '#src/http/guards.ts',
      '#src/domain/users/may.ts',
      '#views/users/users.tsx',
      '#src/mail/webhook.ts',
    ],
  },
  {
    file: 'src/routes/mailbox.tsx',
    closed: ['#src/db/client.ts', '#src/mail/compose.tsx'],
    open: ['#src/mail/mailbox.ts', '#views/mailbox/list.tsx'],
  },
  {
    file: 'src/routes/batches/letters.tsx',
    closed: ['#src/db/client.ts', '#src/mail/compose.tsx'],
    open: ['#src/mail/preview-letter.ts', '#views/letterbook/preview.tsx'],
  },
  {
    file: 'src/routes/mail/provider.ts',
    closed: ['#src/db/client.ts', '#src/mail/compose.tsx', '#src/mail/mailbox.ts'],
    open: ['#src/mail/transport.ts', '#src/mail/check-domain.ts', '#src/mail/webhooks.ts'],
  },
  { file: 'src/app.tsx', closed: ['./db/client.ts', '#src/auth.ts'], open: ['./routes/users.tsx'] },
  { file: 'src/index.ts', closed: ['./routes/users.tsx', './auth.ts'], open: ['./app.tsx'] },
  {
    file: 'views/users/a.tsx',
    closed: ['#src/http/context.ts', '../../src/db/client.ts', '#src/env.ts', '#test/support/cast.ts'],
    open: ['../view.ts', '#src/paths.ts', '#src/domain/users/may.ts'],
  },
]

describe('who may import whom', () => {
  it('is minded by Biome: each closed way is refused, each open one is not', () => {
    const files = places.map(({ file, closed, open }) => ({ file, lines: importing([...closed, ...open]) }))
    const refused = lint(files).filter(({ rule }) => rule === 'lint/style/noRestrictedImports')
    const expected = places.flatMap(({ file, closed }) => importing(closed).map((text) => ({ file, text })))
    expect(refused.map(({ file, text }) => ({ file, text }))).toEqual(expect.arrayContaining(expected))
    expect(refused).toHaveLength(expected.length)
  })

  it('lets views take from the domain only types, constants and may.ts', () => {
    const verbs = sourceFiles()
      .filter(({ path }) => path.startsWith('views/'))
      .flatMap(({ path, text }) => runtimeImports(text).map((imported) => ({ path, imported })))
      .filter(({ imported }) => imported.startsWith('#src/domain/') && isVerb(textOf(imported.slice(1))))
    expect(verbs).toEqual([])
  })

  it('lets no two folders of the domain know each other, not even by way of a third', () => {
    const folders = domainImports()
    const knows = (from: string, seen = new Set<string>()): Set<string> => {
      for (const to of folders.get(from) ?? []) if (!seen.has(to)) knows(to, seen.add(to))
      return seen
    }
    expect([...folders.keys()].filter((folder) => knows(folder).has(folder))).toEqual([])
  })
})

it('each library stays with those who know it', () => {
  const homes = {
    xlsx: /^src\/spreadsheets\//,
    saxes: /^src\/spreadsheets\/xml\//,
    'better-auth': /^src\/(auth\.ts|http\/)/,
    'drizzle-orm': /^src\/(db|domain)\//,
    i18next: /^views\/words\//,
  }
  const strays = sourceFiles().flatMap(({ path, text }) =>
    Object.entries(homes)
      .filter(([library, home]) => !home.test(path) && new RegExp(`from '${library}['/]`).test(text))
      .map(([library]) => `${path} imports ${library}`),
  )
  expect(strays).toEqual([])
})

it('no HTML goes around the escaping of hono/jsx', () => {
  const lines = ['export const a = <p dangerouslySetInnerHTML={{ __html: location.hash }} />']
  const rules = lint([{ file: 'views/a.tsx', lines }]).map(({ rule }) => rule)
  expect(rules).toContain('lint/security/noDangerouslySetInnerHtml')
  const around = sourceFiles().filter(({ text }) =>
    /import \{[^}]*\braw\b[^}]*\} from 'hono\/html'/.test(text),
  )
  // Outlook's conditional comments are comments, which JSX cannot write: constants, into which nothing is put.
  expect(around.map(({ path }) => path)).toEqual(['views/letters/outlook.ts'])
  expect(around[0]?.text).not.toMatch(/\$\{|\bimport (?!\{ raw \} from)|=>|function/)
})

function importing(ways: string[]): string[] {
  return ways.map((way) => `import '${way}'`)
}

/** The folders of the domain that each of them imports, types included. */
function domainImports(): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>()
  for (const { path, text } of sourceFiles()) {
    const [, folder] = /^src\/domain\/(\w+)\//.exec(path) ?? []
    if (folder === undefined) continue
    const others = [...text.matchAll(/ from '(?:#src\/domain|\.\.)\/(\w+)\//g)].map(([, other = '']) => other)
    const known = folders.get(folder) ?? new Set()
    folders.set(folder, known.union(new Set(others.filter((other) => other !== folder))))
  }
  return folders
}

/** A verb of the domain takes the database. */
function isVerb(text: string): boolean {
  return /\(\s*db: Database/.test(text)
}
