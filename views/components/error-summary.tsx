import { useWords } from '../view.ts'
import type { FieldError, FieldErrors } from './field.tsx'

/**
 * All that is wrong with a form, at its top, each with a link to its field; what concerns the form as a whole is called
 * `form`. It takes the focus when the page opens.
 */
export function ErrorSummary({ errors }: { errors: FieldErrors }) {
  const t = useWords()
  const found = Object.entries(errors)
  if (found.length === 0) return null
  const concernsFormOnly = found.length === 1 && errors.form !== undefined
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus>
      {concernsFormOnly ? (
        <p class="error-summary-title">{found.map(([, error]) => t(error.key, error.values ?? {}))}</p>
      ) : (
        <>
          <p class="error-summary-title">{t('common.error_summary', { count: found.length })}</p>
          <ul>
            {found.map(([name, error]) => (
              <Entry name={name} error={error} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Entry({ name, error }: { name: string; error: FieldError }) {
  const sentence = useWords()(error.key, error.values ?? {})
  return <li>{name === 'form' ? sentence : <a href={`#${name}`}>{sentence}</a>}</li>
}
