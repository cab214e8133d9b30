import type { FieldErrors } from '../components/field.tsx'
import { useWords } from '../view.ts'

export type Count =
  | { counted: { meeting: number; members: number }; errors?: never }
  | { errors: FieldErrors; counted?: never }

/** How many people the conditions bring in as they stand, or why that cannot be said; for a region that announces itself. */
export function ConditionCount({ counted, errors = {} }: Count) {
  const t = useWords()
  if (!counted)
    return (
      <>
        <span>{t('groups.conditions.no_count')}</span>
        {Object.values(errors).map(({ key, values = {} }) => (
          <span class="hint">{t(key, values)}</span>
        ))}
      </>
    )
  const { meeting, members } = counted
  return (
    <>
      <span data-count="meeting">{t('groups.conditions.count', { count: meeting })}</span>
      {members > meeting && (
        <span class="hint">{t('groups.conditions.count_members', { count: members })}</span>
      )}
    </>
  )
}
