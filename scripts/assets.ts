// Gathers what the browser loads into .assets: our style sheets joined in the order of their names, and htmx.
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'

const root = new URL('..', import.meta.url)
const from = new URL('views/assets/', root)
const to = new URL('.assets/assets/', root)

await mkdir(to, { recursive: true })
const files = (await readdir(from)).sort()
const sheets = files.filter((file) => file.endsWith('.css'))
const css = await Promise.all(sheets.map((file) => readFile(new URL(file, from), 'utf8')))
await writeFile(new URL('parvis.css', to), css.join('\n'))
const others = files.filter((file) => !file.endsWith('.css'))
await Promise.all(others.map((file) => copyFile(new URL(file, from), new URL(file, to))))
await copyFile(new URL('node_modules/htmx.org/dist/htmx.min.js', root), new URL('htmx.min.js', to))
