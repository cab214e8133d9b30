import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import {
  countsOn,
  openReview,
  postAddresses,
  postWorkbook,
  problemsOn,
  textOn,
} from '#test/support/batch-pages.ts'
import { addGroup, addProject, inviteAll, rowsOf, tableOf } from '#test/support/batches.ts'
import { get } from '#test/support/browse.ts'
import { addUser, cast } from '#test/support/cast.ts'
import { linkTo } from '#test/support/panel.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

async function publicIdOf(table: 'groups' | 'projects', name: string): Promise<string> {
  return String((await tableOf(table)).find((row) => row.name === name)?.public_id)
}

describe('the review', () => {
  it('counts every row under what will happen to it', async () => {
    const max = await addUser(cast.max)
    await addUser({ email: 'new@x.org' })
    await addGroup('Quartier A', [max])
    await inviteAll(rowsOf('old@x.org'), ada, {}, Date.now())
    const list = `ann@x.org, ${max.email}, new@x.org, old@x.org, nobody, ANN@x.org`
    const answer = await postAddresses(list, ada, { groups: [await publicIdOf('groups', 'Quartier A')] })
    const { html } = await openReview(answer, ada)
    expect(countsOn(html)).toEqual({
      invite: 1,
      add: 1,
      unchanged: 1,
      renew: 0,
      skip: 1,
      problem: 2,
      blank: 0,
    })
    expect(problemsOn(html)).toEqual(['invalid_email 5', 'duplicate_email 6'])
    expect(html).toContain(paths.admin.invitations({ q: 'old@x.org' }))
  })

  it('lists all problems of a sheet at once, each with row, cell, column, value and what to do', async () => {
    const rows = [
      ['Email', 'Groupes', 'Langue', 'Admin', 'Téléphone'],
      ['ann@x.org', '', '', '', '0470'],
      [],
      ['not an address', 'Quartier Z', 'tlh', 'perhaps', ''],
    ]
    const { html } = await openReview(await postWorkbook(rows, ada), ada)
    expect(problemsOn(html).toSorted()).toEqual([
      'invalid_admin 4 D4',
      'invalid_email 4 A4',
      'unknown_group 4 B4',
      'unknown_language 4 C4',
    ])
    const text = textOn(html)
    for (const part of ['A4', 'Quartier Z', 'perhaps', 'Write TRUE or FALSE', '1 blank row was skipped'])
      expect(text).toContain(part)
    expect(text).toContain('Columns not used: \u2068Téléphone\u2069.')
    expect(html).toContain('data-read="3"')
    expect(countsOn(html)).toMatchObject({ invite: 1, problem: 1, blank: 1 })
  })

  it('says until when it waits for a decision', async () => {
    const { html } = await openReview(await postAddresses('ann@x.org', ada), ada)
    const day = /the list is erased on <time datetime="([^"]+)"/.exec(html)?.[1]
    expect(Math.round((Date.parse(day ?? '') - Date.now()) / dayMs)).toBe(7)
  })

  it('leads past the rows to the decision, and asks what is still to be chosen before them', async () => {
    await inviteAll(rowsOf('old@x.org'), ada, {}, Date.now())
    const { html } = await openReview(await postAddresses('old@x.org, nobody', ada), ada)
    const order = ['href="#to-decide"', 'id="choices"', 'id="problem-summary"', 'id="to-decide"']
    expect(order.toSorted((a, b) => html.indexOf(a) - html.indexOf(b))).toEqual(order)
    expect(textOn(html)).toContain('1 row has a problem Correct it here')
    expect(textOn(html)).toContain('apart from the rows with problems, everyone here is already invited')
  })

  it('repeats the options in words with the people they touch, the sheet winning', async () => {
    await addGroup('Quartier A')
    await addGroup('Seniors')
    await addProject('Budget')
    const rows = [
      ['email', 'langue', 'groupes', 'message'],
      ['ann@x.org', 'en', '', ''],
      ['bo@x.org', '', 'seniors', 'Cher <Bo>'],
      ['cem@x.org', '', '', ''],
    ]
    const options = {
      language: 'fr',
      message: 'Bonjour,\r\nà bientôt & <merci>',
      groups: await publicIdOf('groups', 'Quartier A'),
      projects: await publicIdOf('projects', 'Budget'),
    }
    const { html } = await openReview(await postWorkbook(rows, ada, options), ada)
    const text = textOn(html)
    for (const part of ['French 2 people', 'English 1 person', 'Quartier A 2 people', 'Seniors 1 person'])
      expect(text).toContain(part)
    expect(text).toContain('Budget 3 people')
    expect(html).toContain('Bonjour,\nà bientôt &amp; &lt;merci&gt;')
    expect(text).toContain('1 person gets their own message')
    expect(html).toContain('Cher &lt;Bo&gt;</blockquote>')
    expect(text).toContain('Invite 3 people')
  })

  it('names everyone who would become administrator and asks for its own tick box', async () => {
    await addUser({ email: 'boss@x.org', role: 'admin' })
    const rows = [
      ['email', 'admin'],
      ['ann@x.org', true],
      ['bo@x.org', 'FAUX'],
      ['boss@x.org', 'VRAI'],
    ]
    const { html } = await openReview(await postWorkbook(rows, ada), ada)
    const warning = textOn(html.split('class="new-admins"')[1]?.split('</ul>')[0] ?? '')
    expect(warning).toContain('row 2 ann@x.org')
    expect(warning).not.toContain('bo@x.org')
    expect(warning).not.toContain('boss@x.org')
    expect(html).toMatch(/<input[^>]*name="admin"[^>]*required/)
    expect(html).not.toContain('name="leave_out"')
  })

  it('offers no confirmation where there is nothing to do', async () => {
    const { html } = await openReview(await postAddresses(ada.email, ada), ada)
    expect(countsOn(html)).toMatchObject({ unchanged: 1, invite: 0 })
    expect(textOn(html)).toContain('There is nothing to do')
    expect(textOn(html)).not.toContain('Invite 0')
    expect(textOn(html)).toContain('Cancel')
  })

  it('shows hostile names as text', async () => {
    const rows = [
      ['email', 'prénom', 'groupes', '<script>x</script>'],
      ['ann@x.org', '<img src=x>', '<b>O’Brien & co</b>', 'a'],
      ['bo@x.org', '\u202eevil', '', 'a'],
      [`${'x'.repeat(300)}@x.org`, '', '', ''],
    ]
    const { html } = await openReview(await postWorkbook(rows, ada), ada)
    expect(html).not.toMatch(/<script>|<img|<b>|\u202e/)
    expect(html).toContain('&lt;script&gt;')
    expect(problemsOn(html)).toContain('unknown_group 2 C2')
    expect(problemsOn(html).some((problem) => /^(invalid_email|too_long) 4 A4$/.test(problem))).toBe(true)
  })

  it('speaks French to a French administrator', async () => {
    const adele = await addUser({ email: 'adele@mairie.fr', role: 'admin', locale: 'fr' })
    const { html } = await openReview(await postAddresses('ann@x.org, personne', adele), adele)
    expect(html).toContain('<html lang="fr">')
    for (const part of ['Vérifier avant l’envoi', 'Ce n’est pas une adresse e-mail', 'Inviter 1 personne'])
      expect(textOn(html)).toContain(part)
  })

  it('holds two thousand rows, 25 on a page', async () => {
    const list = Array.from({ length: 2000 }, (_, n) => `p${n}@x.org`).join('\n')
    const { html, id } = await openReview(await postAddresses(list, ada), ada)
    expect(countsOn(html)).toMatchObject({ invite: 2000, problem: 0 })
    expect(textOn(html)).toContain('Invite 2,000 people')
    expect(html.match(/<tr data-outcome="invite">/g)).toHaveLength(25)
    const next = await (await get(linkTo(html, 'next'), { as: ada })).text()
    expect(next).toContain('p25@x.org')
    expect(next).toContain('Page 2 of 80')
    const last = await (await get(paths.admin.batch(id, { show: 'invite', page: '80' }), { as: ada })).text()
    expect(last).toContain('p1999@x.org')
    expect(last).not.toContain('rel="next"')
  })

  it('of a batch that does not exist is not found', async () => {
    expect((await get(paths.admin.batch('nowhere'), { as: ada })).status).toBe(404)
  })
})
