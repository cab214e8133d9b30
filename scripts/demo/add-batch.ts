import type { BatchCounts, BatchOptions, SheetFacts } from '#src/domain/batches/batch.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { BatchAct } from './calendar.ts'
import type { Theme } from './themes.ts'
import type { Town } from './town.ts'
import type { BatchRow } from './town-records.ts'

const typedMost = 30
const minuteMs = 60_000
const chunkRows = 1000
/** How long the review takes: for all alike, so that who begins first also confirms first. */
const reviewMs = 9 * minuteMs

/** A batch that was drafted, confirmed and carried out, as its slices leave it; its rows are erased when their time has come. */
export function addBatch(town: Town, act: BatchAct, theme: Theme): BatchRow {
  const { random, founded } = town
  const isTyped = act.size <= typedMost && !act.isLetters
  const by = random.pick(founded.admins)
  const [createdAt, confirmedAt] = [act.at - reviewMs, act.at]
  const finishedAt = confirmedAt + 2000
  const counts = countsOf(town, act.size, isTyped)
  const batch: BatchRow = {
    ...{ id: town.nextBatchId(), publicId: random.symbols(20), createdBy: by.id, confirmedBy: by.id },
    ...{ source: isTyped ? 'addresses' : 'workbook', fileName: isTyped ? null : fileOf(town, act, theme) },
    ...{ fileSha256: isTyped ? null : hexadecimal(random.symbols(64)), state: 'done' },
    ...{ options: JSON.stringify(optionsOf(town, act, theme, isTyped)), counts: JSON.stringify(counts) },
    ...{ chunkCount: chunksOf(counts), chunksDone: chunksOf(counts), invitedCount: act.size },
    ...{ renewedCount: 0, addedCount: 0, unchangedCount: counts.unchanged, skippedCount: 0 },
    ...{ createdAt, readAt: createdAt, revision: 0, confirmedAt, sliceStart: null, advancedAt: finishedAt },
    ...{ finishedAt, erasedAt: erasedAt(town, finishedAt), pausedAt: null, pauseReason: null },
    ...{ fuseSent: 0, fuseBounced: 0, fuseComplained: 0 },
  }
  town.batches.push(batch)
  journal(town, batch, counts)
  return batch
}

function countsOf({ random }: Town, size: number, isTyped: boolean): BatchCounts {
  const share = (most: number) => (isTyped ? 0 : Math.floor(random.next() * most * size))
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
    ...{ admins: 0, existing: 0, codes: 0 },
  }
}

function chunksOf({ invite, unchanged, problem }: BatchCounts): number {
  return [invite, unchanged, problem].reduce((sum, count) => sum + Math.ceil(count / chunkRows), 0)
}

function fileOf({ batches }: Town, { isLetters }: BatchAct, { file }: Theme): string {
  return isLetters ? `letters-${batches.length}.xlsx` : file
}

function optionsOf({ founded }: Town, act: BatchAct, theme: Theme, isTyped: boolean): BatchOptions {
  const { circle, language, message } = theme
  return {
    ...{
      admin: false,
      groups: circle === undefined ? [] : founded.circles.slice(circle, circle + 1),
      projects: [],
    },
    ...{ language, message, existing: 'leave', codes: act.isLetters },
    ...(isTyped ? {} : { sheet }),
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

function erasedAt({ world }: Town, finishedAt: number): number | null {
  const at = finishedAt + world.settings.batchRetentionDays * dayMs
  return at <= world.now ? at + minuteMs : null
}

function journal({ events }: Town, batch: BatchRow, counts: BatchCounts): void {
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
}

function hexadecimal(symbols: string): string {
  return symbols.replace(/[^0-9a-f]/g, (symbol) => (symbol.charCodeAt(0) % 16).toString(16))
}
