import { printedAtOnce } from '#src/domain/codes/limits.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { useWords } from '../view.ts'
import type { PaperForm } from './sheets.tsx'

/** What was printed of a batch: positions among its open letter codes, and how many those are. */
export type PrintedRange = { from: number; to: number; open: number }

type NeighboursProps = {
  batch: string
  form: PaperForm
  range: PrintedRange
  /** The public id of the last letter: what follows it may have moved up by the time it is asked for. */
  last: string | undefined
}

/** The letters before and after these, each a form: nothing is printed by a link. */
export function Neighbours({ batch, form, range, last }: NeighboursProps) {
  const t = useWords()
  const step = printedAtOnce[form.layout]
  const before = { from: Math.max(1, range.from - step), to: range.from - 1 }
  const next = { from: range.to + 1, to: Math.min(range.to + step, range.open) }
  const ask = (to: { from: number; to: number }, after?: string) => ({
    ...{ batch, form, range: to, open: range.open, after },
  })
  return (
    <>
      {range.from > 1 && <Ask {...ask(before)} label={t('paper.bar.before', before)} />}
      {range.to < range.open && <Ask {...ask(next, last)} label={t('paper.bar.next', next)} />}
    </>
  )
}

type AskProps = {
  batch: string
  form: PaperForm
  range: { from: number; to: number }
  open: number
  after: string | undefined
  label: string
}

function Ask({ batch, form, range, open, after, label }: AskProps) {
  const fields = { ...form, ...range, open, after }
  return (
    <form method="post" action={paths.admin.batchPaper(batch)}>
      {Object.entries(fields).map(
        ([name, value]) => value !== undefined && <input type="hidden" name={name} value={String(value)} />,
      )}
      <Button kind="quiet">{label}</Button>
    </form>
  )
}
