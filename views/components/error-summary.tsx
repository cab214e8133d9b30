import { useWords } from '../view.ts'
import type { FieldErrors } from './field.tsx'

/** All that is wrong with a form, at its top, each with a link to its field. It takes the focus when the page opens. */
export function ErrorSummary({ errors }: { errors: FieldErrors }) {
  const t = useWords()
  const found = Object.entries(errors)
  if (found.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus>
      <p class="error-summary-title">{t('common.error_summary', { count: found.length })}</p>
      <ul>
        {found.map(([name, error]) => (
          <li>
            {name === 'form' ? (
              t(error.key, error.values ?? {})
            ) : (
              <a href={`#${name}`}>{t(error.key, error.values ?? {})}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
