import type { Child } from 'hono/jsx'
import { useView } from '../view.ts'

/** The frame of every page: head, skip link, and the scripts we load. `space` is where the page belongs. */
export function Document({
  title,
  space,
  children,
}: {
  title: string
  space: 'public' | 'panel'
  children: Child
}) {
  const { words, platformName } = useView()
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f3" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#141816" />
        <meta name="htmx-config" content='{"history":"reload"}' />
        <title>{title === platformName ? title : `${title} · ${platformName}`}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/parvis.css" />
        <script src="/assets/htmx.min.js" defer />
        <script src="/assets/parvis.js" defer />
      </head>
      <body class={space}>
        <a class="skip" href="#main">
          {words.t('common.skip')}
        </a>
        {children}
      </body>
    </html>
  )
}
