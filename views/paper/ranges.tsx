import { printedAtOnce } from '#src/domain/codes/limits.ts'
import { Button } from '../components/button.tsx'
import { useWords } from '../view.ts'
import { layouts } from './sheets.tsx'

/** Most buttons of one kind; further on, from and to are typed. */
const buttonsMax = 100

/** One button for as many as are printed at once, where that is not all; the sheet shows those of the chosen layout. */
export function RangeButtons({ open }: { open: number }) {
  const t = useWords()
  return (
    <>
      {layouts.map((layout) => {
        const ranges = rangesOf(open, printedAtOnce[layout])
        if (ranges.length < 2) return null
        return (
          <div class="paper-ranges" data-ranges={layout}>
            <p>{t(`paper.ask.range.${layout}`)}</p>
            <div class="actions">
              {ranges.map(({ from, to }) => (
                <Button kind="quiet" name="range" value={`${from}-${to}`}>
                  {t('paper.range', { from, to })}
                </Button>
              ))}
            </div>
          </div>
        )
      })}
    </>
  )
}

function rangesOf(open: number, step: number) {
  const count = Math.min(Math.ceil(open / step), buttonsMax)
  return Array.from({ length: count }, (_, n) => ({
    ...{ from: n * step + 1, to: Math.min((n + 1) * step, open) },
  }))
}
