import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { checkForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'

const long = 'x'.repeat(20_000)
const codes = {
  page: paths.admin.newBatch('codes'),
  to: paths.admin.batches(),
  typed: { source: 'codes', message: long, days: 'never', made: 'count', count: 'many' },
  wrong: ['count', 'days', 'message'],
}
const platform = {
  page: paths.admin.settings(),
  to: paths.admin.settings(),
  typed: {
    ...{ mail_from: '?', retention_days: '?', after_accepting: '?', reminder_days: '?', expiry_days: '?' },
    ...{ sender_name: long, registration: 'perhaps', default_language: 'xx', platform_name: long },
  },
  wrong: [
    ...['platform_name', 'default_language', 'registration', 'expiry_days', 'reminder_days'],
    ...['after_accepting', 'sender_name', 'mail_from', 'retention_days'],
  ],
}

describe('the summary of errors', () => {
  it.each([
    ['of letter codes', codes],
    ['of the settings', platform],
  ])('follows the fields of the form %s', async (_, { page, to, typed, wrong }) => {
    const ada = await addUser(cast.ada)
    const shown = await (await get(page, { as: ada })).text()
    const answer = await post(to, asBrowsersSend(typed, shown), { as: ada })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect([...html.matchAll(/<li><a href="#(\w+)">/g)].map(([, name]) => name)).toEqual(wrong)
    expect(wrong).toEqual(wrong.toSorted((one, other) => placeOf(one, html) - placeOf(other, html)))
  })

  it('has what was not sent where the form is written to have it', () => {
    const wrong = v.literal('right', 'common.error_summary')
    const schema = v.object({ sent_last: wrong, box_nobody_ticked: wrong, sent_first: wrong })
    const form = checkForm(schema, { sent_first: '', more: '', sent_last: '' })
    expect(form.isValid ? [] : Object.keys(form.errors)).toEqual([
      ...['sent_first', 'box_nobody_ticked', 'sent_last'],
    ])
  })
})

function placeOf(name: string, html: string): number {
  const place = html.indexOf(` id="${name}"`)
  if (place < 0) throw new Error(`There is no field ${name}`)
  return place
}

/** The fields in the order in which the page has them. */
function asBrowsersSend(typed: Record<string, string>, page: string): Record<string, string> {
  const place = (name: string) => page.indexOf(` name="${name}"`)
  return Object.fromEntries(Object.entries(typed).toSorted(([one], [other]) => place(one) - place(other)))
}
