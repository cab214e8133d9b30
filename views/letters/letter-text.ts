import type { LetterParts, Sender } from './letter.ts'

const lineMax = 72

/** The plain text of a letter: short lines, links and the code on lines of their own, someone's own words quoted. */
export function letterText(parts: LetterParts, sender: Sender): string {
  const { message, button, other, code, until } = parts
  const blocks = [
    wrap(parts.greeting),
    ...parts.paragraphs.map((paragraph) => wrap(paragraph)),
    message && `${wrap(message.title)}\n\n${quote(message.text)}`,
    withLink(button),
    code && `${wrap(code.label)}\n\n${code.code}`,
    other && withLink(other),
    until && wrap(until),
    wrap(parts.unexpected),
    `-- \n${sender.platformName}\n${sender.origin}`,
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
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
