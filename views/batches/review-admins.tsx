import type { BatchSource } from '#src/domain/batches/batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Review, ReviewedRow } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { useWords } from '../view.ts'

/** Longer lists are folded. */
const openMax = 20

type NewAdminsProps = { batch: Batch; review: Review; isUpdate?: boolean }

/** Everyone who would become administrator, by name: this right is the one to look at twice. */
export function NewAdmins({ batch, review: { admins }, isUpdate }: NewAdminsProps) {
  const t = useWords()
  const { source, publicId } = batch
  const count = batch.counts.admins
  const list = <AdminList source={source} admins={admins} />
  return (
    <div class="review-part" id="new-admins" hx-swap-oob={isUpdate ? 'true' : undefined}>
      {count > 0 && (
        <section class="note parts" data-tone="warn" aria-labelledby="admins">
          <h2 id="admins">{t('batches.review.admins.title', { count })}</h2>
          <p>{t('batches.review.admins.text')}</p>
          {admins.length <= openMax ? list : <Folded count={count}>{list}</Folded>}
          {count > admins.length && (
            <p>
              <a href={paths.admin.batch(publicId, { show: 'admins' })}>
                {t('batches.review.admins.show', { count })}
              </a>
            </p>
          )}
        </section>
      )}
    </div>
  )
}

function Folded({ count, children }: { count: number; children: ReturnType<typeof AdminList> }) {
  const t = useWords()
  return (
    <details>
      <summary>{t('batches.review.admins.show', { count })}</summary>
      {children}
    </details>
  )
}

function AdminList({ source, admins }: { source: BatchSource; admins: readonly ReviewedRow[] }) {
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
