import type { Child } from 'hono/jsx'
import { useView } from '../view.ts'

/** The frame of every page: head, skip link, and the one script we load. */
export function Document({ title, children }: { title: string; children: Child }) {
  const { words, platformName } = useView()
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content='{"history":false}' />
        <title>{`${title} · ${platformName}`}</title>
        <link rel="stylesheet" href="/assets/parvis.css" />
        <script src="/assets/htmx.min.js" defer />
      </head>
      <body>
        <a class="skip" href="#main">
          {words.t('common.skip')}
        </a>
        {children}
      </body>
    </html>
  )
}
