import { isMailTo } from '#src/spreadsheets/cell-text.ts'
import type { Attributes } from '#src/spreadsheets/xml/start-parser.ts'

/** The longest text that is put together, and the most paragraphs; a cell holds far less. */
const textMax = 100_000
const paragraphsMax = 1000

/** Puts the text of a cell together from its paragraphs. Notes and pictures in the cell are not its text. */
export class OdsText {
  #paragraphs: string[] = []
  #text: string | undefined
  /** Characters so far, those of earlier paragraphs among them. */
  #length = 0
  #link: string | undefined
  /** How deep the reading is inside something that is not the cell's text. */
  #aside = 0

  open(name: string, attributes: Attributes): void {
    if (this.#aside > 0 || (this.#text === undefined && name !== 'p')) {
      this.#aside++
      return
    }
    if (name === 'p') this.#text = ''
    else if (name === 's') this.#put(' '.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 1, 100)))
    else if (name === 'tab') this.#put('\t')
    else if (name === 'line-break') this.#put('\n')
    else if (name === 'a') this.#openLink(attributes['xlink:href'])
  }

  add(text: string): void {
    if (this.#aside === 0 && this.#text !== undefined) this.#put(text.replace(/[ \t\r\n]+/g, ' '))
  }

  close(name: string): void {
    if (this.#aside > 0) this.#aside--
    else if (name === 'p' && this.#text !== undefined) {
      if (this.#paragraphs.length < paragraphsMax) this.#paragraphs.push(this.#text)
      this.#text = undefined
    }
  }

  take(): { text: string; link: string | undefined } {
    const taken = { text: this.#paragraphs.join('\n'), link: this.#link }
    this.#paragraphs = []
    this.#text = this.#link = undefined
    this.#aside = this.#length = 0
    return taken
  }

  #openLink(target = ''): void {
    if (isMailTo(target)) this.#link ??= target
  }

  #put(text: string): void {
    if (this.#text === undefined || this.#length >= textMax) return
    this.#text += text
    this.#length += text.length
  }
}
