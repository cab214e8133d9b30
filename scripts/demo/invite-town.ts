import { codeOf, macOfCode, tailOf } from '#src/domain/codes/code.ts'
import type { Grant } from '#src/domain/grants/grant.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addBatch } from './add-batch.ts'
import type { Act, BatchAct } from './calendar.ts'
import { drawFate } from './fates.ts'
import { housesOf, type Paper, paperThemes, typedAfter } from './paper.ts'
import type { Person } from './people.ts'
import { type Theme, themes } from './themes.ts'
import type { Invitee, Town } from './town.ts'
import type { BatchRow, InvitationRow } from './town-records.ts'

/** As many leave in a minute as the platform lets. */
const mailMs = 60
const lettersComeBack = 0.35
const plain: Grant = { admin: false, groups: [], projects: [] }

/** Somebody who types the code of a letter, some days after. */
type Confirmation = { kind: 'confirmation'; at: number; letter: Invitee }

/** Writes down who was invited in a year, in the order of time. */
export function inviteTown(town: Town, acts: readonly Act[]): void {
  const coming: Confirmation[] = []
  for (const act of acts) {
    const due = coming.filter(({ at }) => at <= act.at)
    for (const confirmation of due.sort((one, other) => one.at - other.at))
      confirm(town, confirmation.letter, confirmation.at)
    coming.splice(0, coming.length, ...coming.filter(({ at }) => at > act.at))
    if (act.kind === 'registration') register(town, act.at)
    else coming.push(...inviteMany(town, act))
  }
  for (const { letter, at } of coming.sort((one, other) => one.at - other.at)) confirm(town, letter, at)
}

function inviteMany(town: Town, act: BatchAct): Confirmation[] {
  const { random, founded } = town
  const { paper } = act
  const theme = paper === null || paper === 'list' ? random.pick(themes) : paperThemes[paper]
  const batch = addBatch(town, act, theme)
  const nextHouse = housesOf(random)
  const invitees = Array.from({ length: act.size }, (_, index) => {
    const person = town.nextPerson()
    const at = batch.confirmedAt ?? act.at
    const grantId = founded.grantIdOf(promiseOf(town, theme, batch, act.size))
    const given =
      paper === null ? person : { ...person, address: null, emailKey: null, ...onPaper(paper, theme) }
    const row = newRow(town, given, {
      source: 'batch',
      grantId,
      batchId: batch.id,
      inviterId: batch.confirmedBy,
      at,
      days: theme.days,
      postalAddress: paper === 'street' ? nextHouse() : null,
    })
    return add(town, { row, batch, sentAt: at + 5000 + index * mailMs, fate: drawFate(random) })
  })
  return paper === null ? [] : invitees.flatMap((letter) => comingBack(town, letter, paper))
}

/** A list of many promises each their quarter; a short one all the same. */
function promiseOf({ random, founded }: Town, { circle }: Theme, batch: BatchRow, size: number): Grant {
  if (circle !== undefined) return { ...plain, groups: founded.circles.slice(circle, circle + 1) }
  if (batch.source === 'workbook') return { ...plain, groups: [random.pick(founded.quarters)] }
  return size > 2 ? plain : { ...plain, projects: [random.pick(founded.projects)] }
}

/** Codes are in the language of their batch; at a stall nobody is known by name. */
function onPaper(paper: Paper, { language }: Theme) {
  if (paper === 'list') return {}
  return { locale: language, ...(paper === 'stall' && { firstName: null, lastName: null }) }
}

function comingBack({ random, until }: Town, letter: Invitee, paper: Paper): Confirmation[] {
  letter.fate = { end: 'never' }
  const at = Math.floor(letter.row.createdAt + Math.min(typedAfter(random, paper), 27 * dayMs))
  return random.isLucky(lettersComeBack) && at < until ? [{ kind: 'confirmation', at, letter }] : []
}

/** An address is given for a letter code, and confirmed within the hour. */
function confirm(town: Town, letter: Invitee, at: number): void {
  const { grantId, batchId, inviterId } = letter.row
  const person = town.nextPerson()
  const name = { firstName: letter.row.firstName, lastName: letter.row.lastName, locale: letter.row.locale }
  const row = newRow(town, { ...person, ...name }, { source: 'batch', grantId, batchId, inviterId, at })
  letter.row.sendings++
  row.letterId = letter.row.id
  row.expiresAt = Math.min(row.expiresAt, letter.row.expiresAt)
  const after = 120_000 + town.random.below(50 * 60_000)
  add(town, { row, batch: letter.batch, sentAt: at + 2000, fate: { end: 'accepted', after }, letter })
}

function register(town: Town, at: number): void {
  const { locale, address, emailKey } = town.nextPerson()
  const person = { firstName: null, lastName: null, locale, address, emailKey }
  const grantId = town.founded.grantIdOf(plain)
  const row = newRow(town, person, { source: 'registration', grantId, batchId: null, inviterId: null, at })
  add(town, { row, batch: null, sentAt: at + 2000, fate: drawFate(town.random) })
}

function add(town: Town, invitee: Invitee): Invitee {
  town.invitees.push(invitee)
  return invitee
}

type Given = { [Key in keyof Person]: Person[Key] | null } & { locale: string }
type Circumstances = Pick<InvitationRow, 'source' | 'grantId' | 'batchId' | 'inviterId'> & {
  at: number
  days?: number | undefined
  postalAddress?: string | null
}

function newRow(
  town: Town,
  { locale, ...person }: Given,
  { at, days, postalAddress = null, ...circumstances }: Circumstances,
): InvitationRow {
  const { keys, settings } = town.world
  const publicId = town.nextPublicId()
  const code = codeOf(keys, { publicId, generation: 1, address: person.address })
  const codeMac = macOfCode(keys, code)
  return {
    ...{ id: town.nextInvitationId(), publicId, codeMac, locale, ...person, ...circumstances },
    ...{ sendings: 1, createdAt: at, expiresAt: at + (days ?? settings.expiryDays) * dayMs, letterId: null },
    ...{
      remindAt: null,
      remindedAt: null,
      acceptedAt: null,
      acceptedBy: null,
      mailFate: null,
      deliveredAt: null,
      stop: null,
    },
    ...{ codeTail: person.address === null ? tailOf(keys, code) : null, postalAddress },
  }
}
