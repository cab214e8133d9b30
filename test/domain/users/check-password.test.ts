import { describe, expect, it } from 'vitest'
import { checkPassword } from '#src/domain/users/check-password.ts'

const zoe = { firstName: 'Zoë', lastName: 'de La Croix', email: 'zoe.delacroix@ville-haute.test' }
const verdictsOn = (passwords: string[]) =>
  Object.fromEntries(passwords.map((password) => [password, checkPassword(password, zoe)]))
const all = (passwords: string[], verdict: string) =>
  Object.fromEntries(passwords.map((password) => [password, verdict]))

describe('a password', () => {
  it('has 12 to 128 characters, however many units or bytes each takes', () => {
    const verdict = (password: string) => checkPassword(password, zoe)
    expect(verdict('')).toBe('too_short')
    expect(verdict('kürbissuppe')).toBe('too_short')
    expect(verdict('kürbissuppe!')).toBe('fine')
    expect(verdict('🦊🐢🦉🐝🦋🐌🦑🐙🦀🐡🦜')).toBe('too_short')
    expect(verdict('🦊🐢🦉🐝🦋🐌🦑🐙🦀🐡🦜🦢')).toBe('fine')
    const long = 'a lantern by the river sings to nobody '.repeat(4)
    expect(verdict(long.slice(0, 128))).toBe('fine')
    expect(verdict(long.slice(0, 129))).toBe('too_long')
  })

  it('of several words, or of chance, is fine', () => {
    const fine = [
      'correct horse battery staple',
      'correcthorsebatterystaple',
      'un phare sous la neige',
      'trois hiboux au bord du canal',
      'My bicycle has square wheels!',
      'le facteur mange des clémentines',
      'kX9$vQ2mW#7p',
      'tr0ub4dor&3-kettle',
      'h7dk-29sl-p0we',
      'пароль под снегом лежит',
      '紫陽花と雨の日の図書館の窓辺',
      'soleil vert sous un parapluie',
      'mon chat aime le chocolat',
      '5f8e20c91b37a4',
      'zephyr-Zoé-chuchote-aux-hérons',
      'Croix de bois, croix de fer, tabouret',
    ]
    expect(verdictsOn(fine)).toEqual(all(fine, 'fine'))
  })

  it('that everybody uses is refused, in English and French, dressed up or not', () => {
    const common = [
      'password1234',
      'Password2026!',
      'P@ssw0rd!2026',
      'passwordpassword',
      'MotDePasse123',
      'mot de passe 2026',
      'm0td3p@ss3!!!!',
      'Monmotdepasse1',
      'azertyuiop123',
      'azertyazerty',
      'AZERTYUIOP12',
      'qwertyuiop[]',
      'qwerty123456',
      'admin1234567',
      'administrator',
      'administrateur2026',
      'welcome-2026!',
      'Bienvenue2026',
      'bienvenue à parvis',
      'I love you 2026',
      'iloveyou1234',
      'jetaime123456',
      'letmeinletmein',
      'soleilsoleil',
      'Soleil123456',
      'bonjourbonjour',
      'chocolat2025',
      '123456789012',
      '1234567890123456',
      '000000000000',
      '20261122-0930',
      'aaaaaaaaaaaa',
      'abababababab',
      'abcabcabcabc',
      'x7kx7kx7kx7kx7k',
      'abcdefghijkl',
      'zyxwvutsrqpo',
      '1q2w3e4r5t6y',
      '1a2z3e4r5t6y',
      '1qaz2wsx3edc',
      'qazwsxedcrfv',
      'football2026!',
      'Parvis-parvis-1',
      'Été2026Été2026',
      'janvier-février',
      '............a',
      'motdepasse2026x',
      '%&/()=?!"$<>{}',
    ]
    expect(verdictsOn(common)).toEqual(all(common, 'common'))
  })

  it('made of the person’s own name or address is refused, accents and case ignored', () => {
    const personal = [
      'zoe.delacroix',
      'ZOEDELACROIX!',
      'Zoë de La Croix',
      'delacroix2026',
      'D3l4croix-2026',
      'croix-1987-06-12',
      'Zoé-et-Léo-2026',
      'villehaute123',
      'villehaute-zoe',
      'zoe+password!',
      'motdepassezoe',
      'delacroixdelacroix',
      'iaxDelacroix',
    ]
    expect(verdictsOn(personal)).toEqual(all(personal, 'personal'))
  })

  it('is judged without names as well', () => {
    const nobody = { firstName: '', lastName: '', email: '' }
    expect(checkPassword('un phare sous la neige', nobody)).toBe('fine')
    expect(checkPassword('motdepasse2026', nobody)).toBe('common')
  })

  it('is judged quickly, also at its longest', () => {
    const long = 'passwordazerty123'.repeat(8).slice(0, 127)
    expect(checkPassword(`${long}q`, zoe)).toBe('common')
    expect(checkPassword(`${'hibou '.repeat(16)}phare et lanterne du port`, zoe)).toBe('fine')
  })
})
