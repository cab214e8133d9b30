import type { LetterParts, Sender } from './letter.ts'

const lineMax = 72

/** The plain text of a letter: short lines, links and the code on lines of their own, someone's own words quoted. */
export function letterText(parts: LetterParts, sender: Sender): string {
  const { notice, message, sums, button, other, code, until, wayOut } = parts
  const blocks = [
    notice && wrap(notice),
    wrap(parts.greeting),
    ...parts.paragraphs.map((paragraph) => wrap(paragraph)),
    sums?.map(({ count, label }) => hang(`- ${count} ${label}`)).join('\n'),
    message && `${wrap(message.title)}\n\n${quote(message.text)}`,
    withLink(button),
    until && wrap(until),
    code && `${wrap(code.label)}\n\n${code.code}`,
    other && withLink(other),
    wrap(parts.unexpected),
    wayOut && withLink({ label: `${wayOut.text} ${wayOut.label}`, url: wayOut.url }),
    sender.supportContact && `${wrap(sender.words.t('letters.support'))}\n${sender.supportContact}`,
    `-- \n${sender.platformName}\n${sender.origin}`,
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

/** An item of a list; its further lines stand below its first word. */
function hang(item: string): string {
  return wrap(item, lineMax - 2).replaceAll('\n', '\n  ')
}

function withLink({ label, url }: { label: string; url: string }): string {
  return `${wrap(label)}\n${url}`
}

/** Every line is marked, so that a message cannot pass for the letter around it. */
function quote(text: string): string {
  const lines = text.split('\n').flatMap((line) => wrap(line, lineMax - 2).split('\n'))
  return lines.map((line) => (line ? `> ${line}` : '>')).join('\n')
}

/** Breaks at plain spaces only: a no-break space and a long link stay whole. */
function wrap(text: string, max = lineMax): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word
    if (line && longer.length > max) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].join('\n')
}
