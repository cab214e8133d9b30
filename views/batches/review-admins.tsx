import type { BatchSource } from '#src/domain/batches/batch.ts'
import type { ReviewedPerson } from '#src/domain/batches/review.ts'
import { useWords } from '../view.ts'

/** Longer lists are folded. */
const openMax = 20

/** Everyone who would become administrator, by name: this right is the one to look at twice. */
export function NewAdmins({ source, admins }: { source: BatchSource; admins: readonly ReviewedPerson[] }) {
  const t = useWords()
  if (admins.length === 0) return null
  const title = t('batches.review.admins.title', { count: admins.length })
  return (
    <section class="review-part note" data-tone="warn" aria-labelledby="admins">
      <h2 id="admins">{title}</h2>
      <p>{t('batches.review.admins.text')}</p>
      <details open={admins.length <= openMax}>
        <summary>{t('batches.review.options.people', { count: admins.length })}</summary>
        <ul class="new-admins">
          {admins.map(({ row, address, name }) => (
            <li data-new-admin={row}>
              <strong>{address}</strong> {name && <bdi>{name}</bdi>}{' '}
              <span class="row-number">
                {t(source === 'workbook' ? 'batches.review.admins.row' : 'batches.review.admins.position', {
                  row,
                })}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
