import { type Chunk, chunkBuilder } from '#src/domain/batches/chunk.ts'
import type { CheckedRow } from '#src/domain/batches/row.ts'
import type { Invitee, Town } from './town.ts'
import type { BatchRow } from './town-records.ts'

/** The rows of batches that are not to be erased yet, in chunks as their drafts wrote them. */
export function chunksOf(town: Town): Record<string, unknown>[] {
  const invited = new Map<BatchRow, Invitee[]>()
  for (const invitee of town.invitees)
    if (invitee.batch?.erasedAt === null && !invitee.letter)
      invited.set(invitee.batch, [...(invited.get(invitee.batch) ?? []), invitee])
  return [...invited].flatMap(([batch, invitees]) =>
    chunksFor(town, batch, invitees).map((chunk, position) => ({ batchId: batch.id, position, ...chunk })),
  )
}

function chunksFor(town: Town, batch: BatchRow, invitees: readonly Invitee[]): Chunk[] {
  const counts: { unchanged: number; problem: number } = JSON.parse(batch.counts)
  const builder = chunkBuilder()
  let row = 1
  const rows = <Kind extends 'invite' | 'unchanged' | 'problem'>(
    outcome: Kind,
    checked: Omit<CheckedRow, 'row'>[],
  ) =>
    builder.add(
      checked.map((given) => ({
        outcome,
        makesAdmins: false,
        row: { row: ++row, ...given },
        ...choiceOf(given),
      })),
    )
  const chunks = [
    ...rows('invite', invitees.map(invitedRow)),
    ...rows(
      'unchanged',
      Array.from({ length: counts.unchanged }, () => knownRow(town)),
    ),
    ...rows(
      'problem',
      Array.from({ length: counts.problem }, () => brokenRow(town)),
    ),
    ...builder.rest(),
  ]
  batch.chunkCount = chunks.length
  batch.chunksDone = chunks.length
  return chunks
}

function choiceOf({ address, problems }: Omit<CheckedRow, 'row'>) {
  return address === '' && !problems ? { choice: 'codes' as const } : {}
}

function invitedRow({ row }: Invitee): Omit<CheckedRow, 'row'> {
  const { address, emailKey, firstName, lastName, locale, grantId, publicId, codeMac } = row
  const { codeTail, postalAddress } = row
  const name = { ...(firstName && { firstName }), ...(lastName && { lastName }) }
  return {
    address: address ?? '',
    ...(emailKey && { emailKey }),
    ...name,
    ...(postalAddress && { postalAddress }),
    locale,
    grantId,
    publicId,
    codeMac,
    ...(codeTail && { codeTail }),
  }
}

/** Somebody on the list who has come in already. */
function knownRow({ newcomers, random }: Town): Omit<CheckedRow, 'row'> {
  const { row } = random.pick(newcomers).invitee
  return { address: row.address ?? '', emailKey: row.emailKey ?? '', locale: row.locale, gains: {} }
}

function brokenRow({ nextPerson, random }: Town): Omit<CheckedRow, 'row'> {
  const { address, firstName, lastName, locale } = nextPerson()
  const given = random.isLucky(0.5) ? address.replace('@', ' at ') : address.replace(/\.\w+$/, '')
  const problem = { key: 'invalid_email', column: 'email', value: given } as const
  const names = { firstName, lastName, locale }
  return {
    address: given,
    ...names,
    problems: [problem],
    given: { email: given, first_name: firstName, last_name: lastName },
  }
}
