import { describe, expect, it } from 'vitest'
import { allNames, nameIn } from '#src/domain/groups/name-in.ts'
import { readGroupChoices } from '#src/domain/groups/read-group-choices.ts'
import { renameGroup } from '#src/domain/groups/rename-group.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { nameGroup } from '#test/support/groups.ts'
import { journal } from '#test/support/invitations.ts'
import { addGroup } from '#test/support/panel.ts'

const harbour = { name: 'Harbour', names: { fr: 'Port', 'nl-BE': 'Haven' } }

describe('the name of a group', () => {
  it('is the one in the reader’s language, else the first', () => {
    expect(['fr', 'fr-BE', 'nl', 'nl-BE', 'en', 'de'].map((language) => nameIn(harbour, language))).toEqual([
      'Port',
      'Port',
      'Haven',
      'Haven',
      'Harbour',
      'Harbour',
    ])
    expect(allNames(harbour)).toEqual(['Harbour', 'Port', 'Haven'])
  })

  it('decides its place among others', async () => {
    await addGroup('B')
    await nameGroup((await addGroup('C')).id, { fr: 'A' })
    expect((await readGroupChoices(db, 'fr')).map(({ name }) => name)).toEqual(['A', 'B'])
    expect((await readGroupChoices(db, 'en')).map(({ name }) => name)).toEqual(['B', 'C'])
  })

  it('changes by language: what is not mentioned stays, what is emptied goes', async () => {
    const ada = await addUser(cast.ada)
    const { id, publicId } = await addGroup('Harbour')
    await nameGroup(id, { fr: 'Port', de: 'Hafen' })
    const rename = (names: Record<string, string | null>) =>
      renameGroup(db, publicId, { name: 'Harbour', names }, ada, 1)
    await rename({ fr: 'Le "Port" & <b>', nl: null })
    await rename({ fr: 'Le "Port" & <b>' })
    expect((await readGroupChoices(db, 'fr'))[0]?.names).toEqual(['Harbour', 'Le "Port" & <b>', 'Hafen'])
    expect(await journal()).toEqual(['group_renamed'])
    await rename({ fr: null })
    expect((await readGroupChoices(db, 'fr'))[0]).toMatchObject({
      name: 'Harbour',
      names: ['Harbour', 'Hafen'],
    })
  })
})
