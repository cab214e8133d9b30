import type { Child } from 'hono/jsx'
import { FlashNote } from '../components/flash.tsx'
import { useView } from '../view.ts'
import { Document } from './document.tsx'

/** Pages for everyone: visitors, invitees, members. */
export function PublicLayout({ title, children }: { title: string; children: Child }) {
  const { platformName } = useView()
  return (
    <Document title={title}>
      <header class="site-header">
        <a href="/">{platformName}</a>
      </header>
      <main id="main" class="public">
        <FlashNote />
        {children}
      </main>
    </Document>
  )
}
