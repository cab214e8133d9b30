import type { Child } from 'hono/jsx'
import { FlashNote } from '../components/flash.tsx'
import { useView } from '../view.ts'
import { Document } from './document.tsx'

export type Section = 'users' | 'groups' | 'projects' | 'invitations' | 'batches'

/** The panel of administrators and support staff. */
export function PanelLayout({
  title,
  section,
  children,
}: {
  title: string
  section: Section
  children: Child
}) {
  const { platformName } = useView()
  return (
    <Document title={title}>
      <header class="site-header" data-section={section}>
        <a href="/admin">{platformName}</a>
      </header>
      <main id="main" class="panel">
        <FlashNote />
        {children}
      </main>
    </Document>
  )
}
