import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** Our TypeScript of src and views. */
export function sourceFiles(): { path: string; text: string }[] {
  const paths = globSync(['src/**/*.{ts,tsx}', 'views/**/*.{ts,tsx}'], { cwd: root }).sort()
  return paths.map((path) => ({ path, text: textOf(path) }))
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** What a file imports for running: `import type` and `import { type A }` are gone by then. */
export function runtimeImports(text: string): string[] {
  const imports = text.matchAll(/^import (?!type )(?:\{([^}]*)\}|[^'{]*?)(?: from )?'([^']+)'/gm)
  return [...imports].flatMap(([, names, from]) => {
    const isOnlyTypes = names?.split(',').every((name) => /^\s*(type .*)?$/.test(name))
    return from && !isOnlyTypes ? [from] : []
  })
}
