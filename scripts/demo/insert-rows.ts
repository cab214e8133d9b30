/** As many rows as one statement writes, and as many characters: D1 binds texts of up to 2 MB. */
const rowsMax = 5000
const charactersMax = 1_200_000

type Row = Readonly<Record<string, unknown>>

/** Writes rows set-wise: thousands in one statement, bound as one JSON. Rows name columns in camelCase, all of them the same ones. */
export async function insertRows(d1: D1Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const keys = Object.keys(first)
  const values = keys.map((_, index) => `value ->> ${index}`).join(', ')
  const statement = `insert into ${table} (${keys.map(columnOf).join(', ')}) select ${values} from json_each(?)`
  for (const portion of portionsOf(rows.map((row) => keys.map((key) => plain(row[key])))))
    await d1.prepare(statement).bind(portion).run()
}

function columnOf(key: string): string {
  return key === 'rows' ? '"rows"' : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** As SQLite keeps it: a thing is its JSON, and truth a number. */
function plain(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null)
}

function* portionsOf(rows: readonly unknown[][]): Generator<string> {
  let open: string[] = []
  let characters = 0
  for (const row of rows) {
    const json = JSON.stringify(row)
    if (open.length === rowsMax || characters + json.length > charactersMax) {
      yield `[${open.join()}]`
      open = []
      characters = 0
    }
    open.push(json)
    characters += json.length + 1
  }
  if (open.length > 0) yield `[${open.join()}]`
}
