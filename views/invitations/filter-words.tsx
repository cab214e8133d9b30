import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { madeFromAmid } from '../batches/made-from.ts'
import { languageNamesIn } from '../components/language-name.ts'
import { formatMoment } from '../components/moment.tsx'
import { useView } from '../view.ts'
import type { Words } from '../words/index.ts'

/** A part of a filter in words, and the fields without which it is gone. */
export type FilterPart = { fields: readonly (keyof InvitationQuery)[]; text: string }

type Told = { query: InvitationQuery; names: FilterNames }

/** A filter as one line: “open · in French · mail bounced”. */
export function FilterWords(told: Told) {
  const { words, timeZone } = useView()
  return <>{filterLine(words, timeZone, told)}</>
}

/** The same as text, for sentences. */
export function filterLine(words: Words, timeZone: string, told: Told): string {
  const parts = filterParts(words, timeZone, told)
  return parts.length > 0 ? parts.map(({ text }) => text).join(' · ') : words.t('invitations.filter.all')
}

/** The same part by part; empty where nothing is filtered. */
export function filterParts(words: Words, timeZone: string, { query, names }: Told): FilterPart[] {
  const { t } = words
  const { state, language, mail, ends, q } = query
  const parts: (FilterPart | undefined | false)[] = [
    state && { fields: ['state'], text: t(`invitations.filter.state.${state}`) },
    language !== undefined && { fields: ['language'], text: inLanguage(words, language) },
    ofBatch(words, timeZone, names),
    ofGroup(words, names),
    ofInviter(words, names),
    invitedWhen(words, query),
    ends && { fields: ['ends'], text: t('invitations.filter.ends') },
    mail && { fields: ['mail'], text: t(`invitations.filter.mail.${mail}`) },
    Boolean(q) && { fields: ['q'], text: t('invitations.filter.typed', { typed: q }) },
  ]
  return parts.filter((part): part is FilterPart => Boolean(part))
}

/** Within a sentence; what is no tag of a language, as it is. */
export function inLanguage(words: Words, tag: string): string {
  const isTag = /^[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2}|-\d{3})?$/i.test(tag)
  return words.t('invitations.filter.language', {
    language: (isTag && languageNamesIn(words.language).of(tag)) || tag,
  })
}

function ofBatch(words: Words, timeZone: string, { batch }: FilterNames): FilterPart | undefined {
  if (batch === undefined) return undefined
  if (batch === null) return { fields: ['batch'], text: words.t('invitations.filter.batch_unknown') }
  const when = formatMoment(words, timeZone, batch.createdAt, 'date_time')
  const name = batch.inviter.trim()
  const key = name ? 'invitations.filter.batch' : 'invitations.filter.batch_unnamed'
  const text = words.t(key, { when, from: madeFromAmid(words, batch), name })
  return { fields: ['batch'], text }
}

function ofGroup({ t }: Words, { group }: FilterNames): FilterPart | undefined {
  if (group === undefined) return undefined
  const text =
    group === null ? t('invitations.filter.group_unknown') : t('invitations.filter.group', { name: group })
  return { fields: ['group'], text }
}

function ofInviter({ t }: Words, { inviter }: FilterNames): FilterPart | undefined {
  if (inviter === undefined) return undefined
  const text = inviter?.trim()
    ? t('invitations.filter.inviter', { name: inviter })
    : t('invitations.filter.inviter_unknown')
  return { fields: ['inviter'], text }
}

function invitedWhen(words: Words, { from, until }: InvitationQuery): FilterPart | undefined {
  if (from === undefined && until === undefined) return undefined
  const key = from === undefined ? 'until' : until === undefined ? 'from' : from === until ? 'day' : 'between'
  const days = { from: dayIn(words, from), until: dayIn(words, until) }
  return { fields: ['from', 'until'], text: words.t(`invitations.filter.${key}`, days) }
}

/** A day of the calendar is the same day everywhere. */
export function dayIn(words: Words, day: string | undefined): string | undefined {
  return day && formatMoment(words, 'UTC', Date.parse(`${day}T00:00:00Z`))
}
