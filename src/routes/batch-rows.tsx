import { Hono } from 'hono'
import { changeChoice } from '#src/domain/batches/change-choice.ts'
import { mayInvite } from '#src/domain/batches/may.ts'
import { findProblem, repairRow } from '#src/domain/batches/repair-row.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { readRepair, readReviewChoices } from './batches/repair-form.ts'
import { rowOf, showFine, showRepair, showRepaired, showRow, showTooLate } from './batches/show-repair.tsx'

/** What can be changed on the review of a draft: its rows with problems, and its choices. */
export const batchRowRoutes = new Hono<App>()

batchRowRoutes.get(paths.admin.batchRow(':id', ':row'), allow(mayInvite), async (c) => {
  const found = await findProblem(c.get('db'), c.req.param('id') ?? '', rowOf(c))
  if (!('outcome' in found)) return c.req.query('close') ? showRow(c, found) : showRepair(c, found)
  switch (found.outcome) {
    case 'not_a_problem':
      return showFine(c)
    case 'not_a_draft':
      return showTooLate(c)
    case 'unknown':
      return notFound(c)
  }
})

batchRowRoutes.post(paths.admin.batchRow(':id', ':row'), allow(mayInvite), async (c) => {
  const [id, values] = [c.req.param('id') ?? '', readRepair(await readBody(c))]
  const { db, keys, settings, now } = c.var
  const repaired = await repairRow(db, keys, id, { row: rowOf(c), values }, actorOf(c), settings, now)
  switch (repaired.outcome) {
    case 'repaired':
      return showRepaired(c, repaired.planned)
    case 'has_problems':
    case 'busy':
    case 'too_many_repeats': {
      const found = await findProblem(db, id, rowOf(c))
      return 'outcome' in found ? showFine(c) : showRepair(c, found, { values, repaired })
    }
    case 'not_a_problem':
      return showFine(c)
    case 'not_a_draft':
      return showTooLate(c)
    case 'unknown':
      return notFound(c)
  }
})

batchRowRoutes.post(paths.admin.batchChoices(':id'), allow(mayInvite), async (c) => {
  const id = c.req.param('id') ?? ''
  const choices = readReviewChoices(await readBody(c))
  const chosen = await changeChoice(c.get('db'), id, choices, actorOf(c), c.get('now'))
  switch (chosen.outcome) {
    case 'changed':
      leaveFlash(c, 'choice_changed')
      return goTo(c, paths.admin.batch(id))
    case 'unchanged':
    case 'not_a_draft':
      return goTo(c, paths.admin.batch(id))
    case 'busy':
      leaveFlash(c, 'try_again')
      return goTo(c, paths.admin.batch(id))
    case 'unknown':
      return notFound(c)
  }
})
