import type { Child } from 'hono/jsx'
import { Button, LinkButton } from '../components/button.tsx'
import { useWords } from '../view.ts'

type BarProps = {
  title: string
  /** Where to go back to, and what that is called. */
  back: string
  backLabel: string
  /** Other things to print. */
  children?: Child
}

/** Above the sheets on the screen: prints them, and leads back. Without scripts it says how to print. */
export function PaperBar({ title, back, backLabel, children }: BarProps) {
  const t = useWords()
  return (
    <header class="paper-bar">
      <h1>{title}</h1>
      <p class="hint">
        {t('paper.bar.hint')} <noscript>{t('paper.bar.keys')}</noscript>
      </p>
      <div class="actions">
        <Button type="button" attributes={{ 'data-print': '', hidden: true }}>
          {t('paper.bar.print')}
        </Button>
        {children}
        <LinkButton kind="quiet" href={back}>
          {backLabel}
        </LinkButton>
      </div>
    </header>
  )
}
