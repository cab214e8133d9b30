import type { BatchCounts, BatchOptions, SheetFacts } from '#src/domain/batches/batch.ts'
import { printedAtOnce } from '#src/domain/codes/limits.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { BatchAct } from './calendar.ts'
import type { Paper } from './paper.ts'
import type { Theme } from './themes.ts'
import type { Town } from './town.ts'
import type { BatchRow, EventRow } from './town-records.ts'

const typedMost = 30
const minuteMs = 60_000
const chunkRows = 1000
/** So long after codes were made, somebody has printed them. */
const printedMs = 4 * minuteMs
/** How long the review takes: for all alike, so that who begins first also confirms first. */
const reviewMs = 9 * minuteMs

/** A batch that was drafted, confirmed and carried out, as its slices leave it; its rows are erased when their time has come. */
export function addBatch(town: Town, act: BatchAct, theme: Theme): BatchRow {
  const { random, founded } = town
  const isTyped = act.size <= typedMost && act.paper === null
  const by = random.pick(founded.admins)
  const [createdAt, confirmedAt] = [act.at - reviewMs, act.at]
  const finishedAt = confirmedAt + 2000
  const counts = countsOf(town, act, isTyped)
  const fileName = fileOf(town, act, theme, isTyped)
  const batch: BatchRow = {
    ...{ id: town.nextBatchId(), publicId: random.symbols(20), createdBy: by.id, confirmedBy: by.id },
    ...{ source: sourceOf(act, isTyped), fileName, state: 'done' },
    fileSha256: fileName === null ? null : hexadecimal(random.symbols(64)),
    ...{ options: JSON.stringify(optionsOf(town, act, theme, fileName)), counts: JSON.stringify(counts) },
    ...{ chunkCount: chunksOf(counts), chunksDone: chunksOf(counts), invitedCount: act.size },
    ...{ renewedCount: 0, addedCount: 0, unchangedCount: counts.unchanged, skippedCount: 0 },
    ...{ createdAt, readAt: createdAt, revision: 0, confirmedAt, sliceStart: null, advancedAt: finishedAt },
    ...{ finishedAt, erasedAt: erasedAt(town, finishedAt), pausedAt: null, pauseReason: null },
    ...{ fuseSent: 0, fuseBounced: 0, fuseComplained: 0 },
  }
  town.batches.push(batch)
  journal(town, batch, counts, isMadeAsCodes(act.paper))
  return batch
}

function countsOf({ random }: Town, { size, paper }: BatchAct, isTyped: boolean): BatchCounts {
  const isClean = isTyped || isMadeAsCodes(paper)
  const share = (most: number) => (isClean ? 0 : Math.floor(random.next() * most * size))
  return {
    ...{
      invite: size,
      add: 0,
      renew: 0,
      skip: 0,
      unchanged: share(0.03),
      problem: share(0.02),
      blank: share(0.01),
    },
    ...{ admins: 0, existing: 0, codes: paper === null ? 0 : size },
  }
}

function chunksOf({ invite, unchanged, problem }: BatchCounts): number {
  return [invite, unchanged, problem].reduce((sum, count) => sum + Math.ceil(count / chunkRows), 0)
}

function isMadeAsCodes(paper: Paper | null): boolean {
  return paper === 'street' || paper === 'stall'
}

function sourceOf({ paper }: BatchAct, isTyped: boolean): BatchRow['source'] {
  if (isMadeAsCodes(paper)) return 'codes'
  return isTyped ? 'addresses' : 'workbook'
}

function fileOf({ batches }: Town, { paper }: BatchAct, { file }: Theme, isTyped: boolean): string | null {
  if (isTyped || paper === 'stall') return null
  return paper === 'list' ? `letters-${batches.length}.xlsx` : file
}

function optionsOf(
  { founded }: Town,
  { paper }: BatchAct,
  theme: Theme,
  fileName: string | null,
): BatchOptions {
  const { circle, language, message } = theme
  return {
    ...{
      admin: false,
      groups: circle === undefined ? [] : founded.circles.slice(circle, circle + 1),
      projects: [],
    },
    ...{ language, message, existing: 'leave', codes: paper !== null },
    ...(theme.days !== undefined && { expiryDays: theme.days }),
    ...(fileName !== null && { sheet: paper === 'street' ? { ...sheet, columns: streetColumns } : sheet }),
  }
}

const sheet: SheetFacts = {
  ...{ sheetName: 'Blad1', headerRow: 1, ignored: [], hiddenRows: 0, hiddenSheets: [], otherSheets: [] },
  columns: [
    { column: 'email', header: 'E-mail', letter: 'A' },
    { column: 'first_name', header: 'Prénom', letter: 'B' },
    { column: 'last_name', header: 'Nom', letter: 'C' },
    { column: 'language', header: 'Taal', letter: 'D' },
    { column: 'groups', header: 'Groups', letter: 'E' },
  ],
  ...{ mergedCells: 0, isGuessedEncoding: false },
}

const streetColumns: SheetFacts['columns'] = [
  { column: 'first_name', header: 'Prénom', letter: 'A' },
  { column: 'last_name', header: 'Nom', letter: 'B' },
  { column: 'street', header: 'Rue', letter: 'C' },
  { column: 'postcode', header: 'Code postal', letter: 'D' },
  { column: 'city', header: 'Localité', letter: 'E' },
]

function erasedAt({ world }: Town, finishedAt: number): number | null {
  const at = finishedAt + world.settings.batchRetentionDays * dayMs
  return at <= world.now ? at + minuteMs : null
}

function journal({ events }: Town, batch: BatchRow, counts: BatchCounts, isPrinted: boolean): void {
  const about = { subjectType: 'batch', subjectId: batch.publicId, actorId: batch.createdBy }
  const { createdAt, confirmedAt, finishedAt, source } = batch
  const [confirmed, done] = [confirmedAt ?? createdAt, finishedAt ?? createdAt]
  events.push(
    { ...about, at: createdAt, action: 'batch_drafted', details: { source, ...counts } },
    {
      ...about,
      at: confirmed,
      action: 'batch_confirmed',
      details: { leaveOut: counts.problem > 0, grantAdmin: false },
    },
    { ...about, at: done, action: 'batch_done', details: { invited: counts.invite, renewed: 0, added: 0 } },
  )
  if (isPrinted) events.push(...printings({ ...about, at: done, action: 'codes_printed' }, counts.invite))
}

/** As many letters as are printed at once, some minutes apart. */
function printings(about: EventRow, codes: number): EventRow[] {
  return Array.from({ length: Math.ceil(codes / printedAtOnce.letters) }, (_, index) => {
    const from = index * printedAtOnce.letters + 1
    const to = Math.min(from + printedAtOnce.letters - 1, codes)
    const at = about.at + (index + 1) * printedMs
    return { ...about, at, details: { from, to, count: to - from + 1 } }
  })
}

function hexadecimal(symbols: string): string {
  return symbols.replace(/[^0-9a-f]/g, (symbol) => (symbol.charCodeAt(0) % 16).toString(16))
}
