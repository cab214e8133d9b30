import { maySendTest } from '#src/domain/letters/may.ts'
import { Button } from '../components/button.tsx'
import { useView } from '../view.ts'

/** Sends the letter to whoever looks at it. */
export function TestForm({ action, fields = {} }: { action: string; fields?: Record<string, string> }) {
  const { actor, words } = useView()
  if (!actor || !maySendTest(actor)) return null
  return (
    <form class="card" method="post" action={action}>
      <h2>{words.t('letterbook.test.title')}</h2>
      <p class="soft">{words.t('letterbook.test.text', { address: actor.email })}</p>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet">{words.t('letterbook.test.button')}</Button>
    </form>
  )
}
