import { useWords } from '../view.ts'

/** The words by which pilots spell letters; they are the same in all languages (ICAO). I, L, O and U stand in no code. */
const letters: Readonly<Record<string, string>> = {
  A: 'Alfa',
  B: 'Bravo',
  C: 'Charlie',
  D: 'Delta',
  E: 'Echo',
  F: 'Foxtrot',
  G: 'Golf',
  H: 'Hotel',
  J: 'Juliett',
  K: 'Kilo',
  M: 'Mike',
  N: 'November',
  P: 'Papa',
  Q: 'Quebec',
  R: 'Romeo',
  S: 'Sierra',
  T: 'Tango',
  V: 'Victor',
  W: 'Whiskey',
  X: 'X-ray',
  Y: 'Yankee',
  Z: 'Zulu',
}

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** The code group by group, in words that cannot be misheard. */
export function CodeSpelling({ code }: { code: string }) {
  const t = useWords()
  return (
    <section aria-labelledby="spelling-title">
      <h2 id="spelling-title">{t('invitations.code.spelling')}</h2>
      <p class="hint">{t('invitations.code.spelling_hint')}</p>
      <ol class="spelling">
        {code.split('-').map((group, index) => (
          <li>
            <span class="visually-hidden">{t('invitations.code.group', { number: index + 1 })} </span>
            <code translate="no">{group}</code> <Spelt group={group} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Spelt({ group }: { group: string }) {
  const t = useWords()
  const words = Array.from(group, (symbol) => {
    const digit = digits.find((number) => String(number) === symbol)
    return digit === undefined ? (letters[symbol] ?? symbol) : t(`invitations.code.digits.${digit}`)
  })
  return <span>{words.join(' · ')}</span>
}
