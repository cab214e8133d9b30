// Gathers what the browser loads into .assets: our style sheets joined in the order of their names, and htmx; and the
// headers they are sent with, because they leave without passing the worker.
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const from = join(root, 'views/assets')
const to = join(root, '.assets/assets')

await mkdir(to, { recursive: true })
const files = (await readdir(from)).sort()
const sheets = files.filter((file) => file.endsWith('.css'))
const css = await Promise.all(sheets.map((file) => readFile(join(from, file), 'utf8')))
await writeFile(join(to, 'parvis.css'), css.join('\n'))
const others = files.filter((file) => !file.endsWith('.css'))
await Promise.all(others.map((file) => copyFile(join(from, file), join(to, file))))
await copyFile(join(root, 'node_modules/htmx.org/dist/htmx.min.js'), join(to, 'htmx.min.js'))

const headers = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
}
const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
await writeFile(join(to, '../_headers'), ['/assets/*', ...lines, ''].join('\n'))
