import type { BatchSource } from '#src/domain/batches/batch.ts'
import type { ReviewedPerson } from '#src/domain/batches/review.ts'
import { useWords } from '../view.ts'

/** Longer lists are folded. */
const openMax = 20

type NewAdminsProps = { source: BatchSource; admins: readonly ReviewedPerson[] }

/** Everyone who would become administrator, by name: this right is the one to look at twice. */
export function NewAdmins({ source, admins }: NewAdminsProps) {
  const t = useWords()
  if (admins.length === 0) return null
  const list = <AdminList source={source} admins={admins} />
  return (
    <section class="review-part note" data-tone="warn" aria-labelledby="admins">
      <h2 id="admins">{t('batches.review.admins.title', { count: admins.length })}</h2>
      <p>{t('batches.review.admins.text')}</p>
      {admins.length <= openMax ? (
        list
      ) : (
        <details>
          <summary>{t('batches.review.admins.show', { count: admins.length })}</summary>
          {list}
        </details>
      )}
    </section>
  )
}

function AdminList({ source, admins }: NewAdminsProps) {
  const t = useWords()
  const place = source === 'workbook' ? 'batches.review.admins.row' : 'batches.review.admins.position'
  return (
    <ul class="new-admins">
      {admins.map(({ row, address, name }) => (
        <li>
          <span class="row-number">{t(place, { row })}</span> <strong>{address}</strong>{' '}
          {name && <bdi>{name}</bdi>}
        </li>
      ))}
    </ul>
  )
}
