import { env } from 'cloudflare:workers'

/** Every value of every table as text, those behind the full-text indexes too, where bytes are read as if each were a letter. */
export async function dump(): Promise<{ table: string; text: string }[]> {
  const found = await env.DB.prepare(
    `select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\' and name not like 'sqlite%'`,
  ).all<{ name: string }>()
  const pages = found.results.map(async ({ name }) => {
    const { results } = await env.DB.prepare(`select * from "${name}"`).all()
    return { table: name, text: results.flatMap((row) => Object.values(row).map(asText)).join('\n') }
  })
  return Promise.all(pages)
}

/** The tables in which a piece of text stands, whatever its case. */
export async function tablesWith(text: string): Promise<string[]> {
  const pages = await dump()
  return pages
    .filter((page) => page.text.toLowerCase().includes(text.toLowerCase()))
    .map(({ table }) => table)
}

function asText(value: unknown): string {
  return Array.isArray(value) ? Buffer.from(value).toString('latin1') : String(value)
}
