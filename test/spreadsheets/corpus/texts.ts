import { rowsMax } from '#src/domain/batches/batch.ts'
import { type Files, textFile } from './files.ts'

const list = 'email,first_name,language\nann@x.test,Zoë,fr-FR\nbob@x.test,Łukasz,nl\n'
const western = 'E-mail;Prénom;Nom\r\nann@x.test;Zoë;Müller\r\nbob@x.test;Éric;d’Août\r\n'

/** Tables written as text. */
export const texts: Files = {
  'utf-8': () => textFile(list),
  'utf-8 with a mark': () => textFile(`\ufeff${list}`),
  'utf-16 little-endian with a mark': () => utf16(`\ufeff${list}`, true),
  'utf-16 big-endian with a mark': () => utf16(`\ufeff${list}`, false),
  'utf-16 without a mark': () => utf16(list.replaceAll(',', '\t'), true),
  'windows-1252': () => windows1252(western),
  'semicolons as decimal commas need them': () =>
    textFile('Nom;E-mail;Groupes\nMüller;ann@x.test;Quartier A, Parents\n'),
  tabs: () => textFile('email\tgroups\nann@x.test\tQuartier A; Parents, x\n'),
  'a first line that names the separator': () =>
    textFile('sep=;\r\nemail;first_name\r\nann@x.test;"A, n"\r\n'),
  'line breaks, separators and quotes in quotes': () =>
    textFile('email,message,last_name\nann@x.test,"Dear ""Ann"",\r\nwelcome","O\'Brien, Jr"\nbob@x.test,,\n'),
  'spaces around quotes and cells': () => textFile('email , "first_name" \n ann@x.test ,"Ann" \n'),
  'line ends of old Macs': () => textFile('email,first_name\rann@x.test,Ann\rbob@x.test,Bob\r'),
  'line ends of every kind': () =>
    textFile('email,first_name\r\nann@x.test,Ann\nbob@x.test,Bob\rcleo@x.test,Cleo'),
  'one column': () => textFile('Courriel\nann@x.test\nbob@x.test\n'),
  'several addresses in a cell': () =>
    textFile('Email\n"ann@x.test, bob@x.test"\ncleo@x.test; dan@x.test\nEve <eve@x.test>\n'),
  'numbers and formulas stay as written': () =>
    textFile('email,first_name,groups,message\nann@x.test,007,1-2,=1+1\nbob@x.test,+32,1e3,@SUM(A1)\n'),
  'blank lines': () => textFile('\n\nemail,first_name\n\nann@x.test,Ann\n,\n\n,Bob\n\n\n'),
  'titles above the header': () =>
    textFile('Commune de X\nListe du 1/9/2026;;\n\nE-mail;Nom;\nann@x.test;Müller;\n'),
  'no header': () => textFile('ann@x.test;Ann\nbob@x.test;Bob\n'),
  'no header and one column': () => textFile('ann@x.test\nbob@x.test\n'),
  'a header in a language nobody here speaks': () => textFile('sähköposti;etunimi\nann@x.test;Ann\n'),
  'a header with slips': () => textFile('Emial,Frist name,Telephone\nann@x.test,Ann,02\n'),
  'headers that are names of the language': () =>
    textFile('__proto__,constructor,email,toString\nx,y,ann@x.test,z\n'),
  'the header again in the middle': () =>
    textFile('email,admin\nann@x.test,VRAI\nemail,admin\nbob@x.test,non\n'),
  'two columns of one meaning': () => textFile('mail,email,E-mail\nold@x.test,ann@x.test,c@x.test\n'),
  'the same person twice': () =>
    textFile('email\nAnn@X.test\nann@x.test \nann@bücher.example\nANN@xn--bcher-kva.example\n'),
  'addresses that are none': () =>
    textFile(
      `email\nann\nann@localhost\nann@[127.0.0.1]\nann@x.test.\n"ann@x.test\nBcc: b@x.test"\n${'a'.repeat(65)}@x.test\nänn@x.test\n`,
    ),
  'values that mean nothing': () =>
    textFile('email,language,groups,admin,projects\nann@x.test,xx,Quartier Z,vielleicht,Prac\n'),
  'a name of ten thousand letters': () => textFile(`email,first_name\nann@x.test,${'x'.repeat(10_000)}\n`),
  'markup in names': () =>
    textFile('email,first_name\nann@x.test,<img onerror=alert(1)>\n<bob@x.test>,{{x}}\n'),
  'addresses as links': () => textFile('email\nmailto:ann@x.test\n<mailto:bob@x.test>\n'),
  'invisible signs': () => textFile('email\n\u00a0ann@x.test\u200b\nbob\u00ad@x.test\n\u202ecleo@x.test\n'),
  'as many rows as are read': () => textFile(`email\n${people(rowsMax)}`),
  'one row more': () => textFile(`email\n${people(rowsMax + 1)}`),
  'a header and nobody': () => textFile('email;first_name\n;\n\n'),
  'nothing but blanks': () => textFile('\ufeff \r\n\t\r\n'),
  'nothing at all': () => new Uint8Array(),
  'a quote that never ends': () => textFile('email,first_name\nann@x.test,"Ann\nbob@x.test,Bob\n'),
  'a quote in the wrong place': () => textFile('email,first_name\nann@x.test,"Ann" B\nbob@x.test,Bob\n'),
  'a line without end': () => textFile(`email,first_name\nann@x.test,${'x'.repeat(150_000)}\n`),
}

function people(count: number): string {
  return Array.from({ length: count }, (_, index) => `p${index}@x.test\n`).join('')
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle)
  return new Uint8Array(view.buffer)
}

/** Western letters are one byte there, as in Unicode; the apostrophe has a place of its own. */
function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0)))
}
