import type { DayCount } from '#src/domain/time/stamp.ts'
import { useView, useWords } from '../view.ts'
import type { Words } from '../words/index.ts'
import { type Column, columnsOf, topOf } from './day-columns.ts'
import { formatMoment } from './moment.tsx'

type DayChartProps = {
  /** Begins the ids of its parts. */
  id: string
  title: string
  days: readonly DayCount[]
  /** The first day that is shown. */
  from: string
  /** No later day is shown. */
  today: string
}

/** How much of something fell on each day: a picture drawn here, a sentence and a table for whoever does not see it. */
export function DayChart({ id, title, days, from, today }: DayChartProps) {
  const { words } = useView()
  const { columns, step } = columnsOf(days, from, today)
  const top = topOf(columns)
  return (
    <figure class="day-chart" id={id}>
      <figcaption>
        <h3>{title}</h3>
        {step > 1 && (
          <p class="soft">
            {step === 7
              ? words.t('common.chart.per_week')
              : words.t('common.chart.per_weeks', { count: step / 7 })}
          </p>
        )}
      </figcaption>
      <div class="day-chart-plot">
        <Scale top={top} />
        <Picture id={id} title={title} columns={columns} top={top} />
        <p class="day-chart-days" aria-hidden="true">
          <span>{shortDay(words, columns[0]?.first)}</span>
          <span>{shortDay(words, columns.at(-1)?.last)}</span>
        </p>
      </div>
      <Beginning columns={columns} />
      <Numbers title={title} columns={columns} />
    </figure>
  )
}

/** Every other date of the pages is one of the platform's own zone. */
function Beginning({ columns }: { columns: readonly Column[] }) {
  const { words, timeZone } = useView()
  const ends = [columns[0]?.first, columns.at(-1)?.last]
  const beginnings = (zone: string) =>
    ends.map((day) => formatMoment(words, zone, Date.parse(`${day}T00:00:00Z`), 'time'))
  const times = new Set(beginnings(timeZone))
  if (beginnings('UTC').every((midnight) => times.has(midnight)) && times.size === 1) return null
  const time = new Intl.ListFormat(words.language, { type: 'disjunction' }).format(times)
  return <p class="hint">{words.t('common.chart.utc', { time })}</p>
}

function Scale({ top }: { top: number }) {
  const { words } = useView()
  const marks = top > 1 ? [top, top / 2, 0] : [top, 0]
  return (
    <p class="day-chart-scale" aria-hidden="true">
      {marks.map((count) => (
        <span>{words.t('common.chart.number', { count })}</span>
      ))}
    </p>
  )
}

type PictureProps = { id: string; title: string; columns: readonly Column[]; top: number }

/** Stretched to whatever room there is; so it holds no text, which would be stretched too. */
function Picture({ id, title, columns, top }: PictureProps) {
  const { words } = useView()
  return (
    <svg
      viewBox={`0 0 ${columns.length * 10} 100`}
      preserveAspectRatio="none"
      role="img"
      aria-labelledby={`${id}-title ${id}-said`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-said`}>{saidOf(words, columns)}</desc>
      <path class="day-chart-lines" d={`M0 .5H${columns.length * 10}M0 50H${columns.length * 10}`} />
      {columns.map((column, index) => (
        <Bar column={column} left={index * 10} height={heightOf(column, top)} />
      ))}
    </svg>
  )
}

function Bar({ column, left, height }: { column: Column; left: number; height: number }) {
  const { words } = useView()
  return (
    <g class="day-chart-day">
      <title>
        {words.t('common.labelled', {
          label: daysOf(words, column),
          value: words.t('common.chart.number', { count: column.count }),
        })}
      </title>
      <rect class="day-chart-room" x={left} y={0} width={10} height={100} />
      <rect class="day-chart-bar" x={left + 1.5} y={100 - height} width={7} height={height} />
    </g>
  )
}

/** Out of a hundred; what is not nothing is seen. */
export function heightOf({ count }: Column, top: number): number {
  return count > 0 ? Math.max(1.5, Math.round((count / top) * 1000) / 10) : 0
}

function Numbers({ title, columns }: { title: string; columns: readonly Column[] }) {
  const { words } = useView()
  const told = columns.filter(({ count }) => count > 0)
  if (told.length === 0) return null
  return (
    <details class="day-chart-numbers">
      <summary>{words.t('common.chart.as_table')}</summary>
      <table>
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t('common.chart.day')}</th>
            <th scope="col" class="number">
              {words.t('common.chart.count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map((column) => (
            <DayRow column={column} />
          ))}
        </tbody>
      </table>
    </details>
  )
}

function DayRow({ column }: { column: Column }) {
  const t = useWords()
  const { words } = useView()
  return (
    <tr data-day={column.first}>
      <th scope="row">{daysOf(words, column)}</th>
      <td class="number">{t('common.chart.number', { count: column.count })}</td>
    </tr>
  )
}

/** What the picture says, in a sentence. */
function saidOf(words: Words, columns: readonly Column[]): string {
  const [first, last] = [columns[0], columns.at(-1)]
  const most = columns.reduce((best, column) => (column.count > (best?.count ?? 0) ? column : best), first)
  if (!first || !last || !most || most.count === 0) return words.t('common.chart.nothing')
  const total = columns.reduce((sum, { count }) => sum + count, 0)
  const days = { first: shortDay(words, first.first), last: shortDay(words, last.last) }
  return words.t('common.chart.said', { ...days, total, most: most.count, day: daysOf(words, most) })
}

function daysOf(words: Words, { first, last }: Column): string {
  const begun = shortDay(words, first)
  return first === last ? begun : `${begun} – ${shortDay(words, last)}`
}

/** A day of the calendar is the same day everywhere. */
function shortDay(words: Words, day = ''): string {
  return day && formatMoment(words, 'UTC', Date.parse(`${day}T00:00:00Z`), 'short_date')
}
