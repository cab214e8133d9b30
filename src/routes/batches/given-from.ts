import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { type Choice, readChoices } from '#src/domain/batches/read-choices.ts'
import type { AppContext } from '#src/http/context.ts'
import type { Given } from '#src/http/validate.ts'

/** Options as the form had them that they were chosen in, to fill it again. */
export async function givenFrom(c: AppContext, options: BatchOptions): Promise<Given> {
  const choices = await readChoices(c.get('db'), c.get('words').language)
  const { language, message, existing, admin, codes, expiryDays } = options
  return {
    ...{ language, message, existing },
    ...(admin && { admin: 'on' }),
    ...(codes && { codes: 'on' }),
    ...(expiryDays !== undefined && { days: String(expiryDays), made: 'file' }),
    groups: publicIdsOf(options.groups, choices.groups),
    projects: publicIdsOf(options.projects, choices.projects),
  }
}

function publicIdsOf(ids: readonly number[], choices: readonly Choice[]): string[] {
  return choices.filter(({ id }) => ids.includes(id)).map(({ publicId }) => publicId)
}
