import type { Child } from 'hono/jsx'
import type { PaperLetter } from '#src/domain/invitations/read-letters.ts'
import { useView } from '../view.ts'
import { CodeCard } from './card.tsx'
import { Letter } from './letter.tsx'

export const layouts = ['letters', 'cards'] as const
export const papers = ['a4', 'letter'] as const
export const windows = ['left', 'right'] as const

/** How codes come on paper. */
export type PaperForm = {
  layout: (typeof layouts)[number]
  paper: (typeof papers)[number]
  /** Where an envelope shows the postal address. */
  window: (typeof windows)[number]
}

/** French envelopes have their window on the right, those of the neighbours on the left. */
export function usualWindow(language: string): PaperForm['window'] {
  return language.startsWith('fr') ? 'right' : 'left'
}

type SheetsProps = {
  /** What "save as PDF" calls the file. */
  title: string
  form: PaperForm
  letters: readonly PaperLetter[]
  /** Of this platform: what links begin with. */
  origin: string
  /** What stands above the sheets on the screen, and is not printed. */
  bar: Child
}

/** Pages to be printed as they are, without the panel around them: black on white whatever the screen prefers. */
export function SheetsPage({ title, form, letters, origin, bar }: SheetsProps) {
  const { words } = useView()
  return (
    <html lang={words.language} class="on-paper">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/parvis.css" />
        <script src="/assets/parvis.js" defer />
      </head>
      <body>
        {bar}
        <main class={`sheets on-${form.paper} window-${form.window}`} tabindex={0}>
          {form.layout === 'cards' ? (
            <Cards letters={letters} origin={origin} />
          ) : (
            letters.map((letter) => <Letter letter={letter} origin={origin} />)
          )}
        </main>
      </body>
    </html>
  )
}

const cardsOfSheet = 8

function Cards({ letters, origin }: Pick<SheetsProps, 'letters' | 'origin'>) {
  const sheets = Array.from({ length: Math.ceil(letters.length / cardsOfSheet) }, (_, sheet) =>
    letters.slice(sheet * cardsOfSheet, (sheet + 1) * cardsOfSheet),
  )
  return (
    <>
      {sheets.map((sheet) => (
        <section class="card-sheet">
          {sheet.map((letter) => (
            <CodeCard letter={letter} origin={origin} />
          ))}
        </section>
      ))}
    </>
  )
}
