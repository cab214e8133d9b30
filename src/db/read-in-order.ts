/**
 * Rows in the order of their ids, some at a time, each time after the last one read: whoever writes meanwhile neither moves nor
 * doubles any. `read` answers with at most `count` rows.
 */
export async function* readInOrder<Row extends { id: number }>(
  count: number,
  read: (after: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after = 0; ; ) {
    const rows = await read(after)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    if (rows.length < count) return
    after = last.id
  }
}
