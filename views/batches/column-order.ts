import type { Column } from '#src/domain/batches/batch.ts'

/** The columns a sheet may have, as the template orders them. */
export const columnOrder: readonly Column[] = [
  'email',
  'first_name',
  'last_name',
  'language',
  'groups',
  'admin',
  'projects',
  'message',
]
