import * as v from 'valibot'
import { listBatches } from '#src/domain/batches/list-batches.ts'
import { listInviters } from '#src/domain/batches/list-inviters.ts'
import { listedBatchStates } from '#src/domain/batches/listed-batch.ts'
import type { AppContext } from '#src/http/context.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { page } from '#src/http/respond.tsx'
import { BatchesPage } from '#views/batches/list.tsx'

const batchQuery = v.object({
  state: v.fallback(v.optional(v.picklist(listedBatchStates)), undefined),
  who: v.fallback(v.optional(v.pipe(v.string(), v.minLength(1))), undefined),
})

/** The batches, filtered as the address says; what is not valid in it is left out. */
export async function showBatches(c: AppContext) {
  const { after, before } = readListQuery(c)
  const filter = v.parse(batchQuery, c.req.query())
  const [found, inviters] = await Promise.all([
    listBatches(c.get('db'), { after, before }, filter),
    listInviters(c.get('db'), filter.who),
  ])
  return page(c, <BatchesPage {...found} filter={filter} inviters={inviters} />)
}
