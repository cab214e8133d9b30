/** More than a block of the longest texts takes. */
const pageBytes = 2 * 1024 * 1024
/** How many texts are packed and unpacked together. */
const blockTexts = 16
/** How many characters stay unpacked at a time. */
const unpackedMax = 2 * 1024 * 1024

/**
 * A million short texts in little memory: as UTF-8, in blocks, unpacked when one of them is asked for. As strings they
 * would take three times the room, and twice that again as soon as a letter is not Latin.
 */
export class PackedTexts {
  readonly #pages: Uint8Array[] = []
  readonly #from: number[] = []
  readonly #to: number[] = []
  #end = 0
  #filling: string[] = []
  readonly #unpacked = new Map<number, string[]>()
  #unpackedLength = 0
  readonly #encoder = new TextEncoder()
  readonly #decoder = new TextDecoder()

  /** How much memory the texts take. */
  get bytes(): number {
    return this.#pages.length * pageBytes
  }

  /** Texts hold no NUL: tidying has removed them. */
  add(text: string): void {
    if (this.#filling.push(text) === blockTexts) this.#pack()
  }

  at(index: number): string | undefined {
    const block = Math.floor(index / blockTexts)
    const texts = block === this.#from.length ? this.#filling : this.#block(block)
    return texts?.[index % blockTexts]
  }

  #pack(): void {
    const text = this.#filling.join('\0')
    const from = this.#write(text, this.#end) ?? this.#write(text, this.#pages.length * pageBytes)
    if (from === undefined) throw new Error('Too long a text for a page.')
    this.#from.push(from)
    this.#to.push(this.#end)
    this.#filling = []
  }

  /** Writes a text whole into the page of that place, or not at all. */
  #write(text: string, from: number): number | undefined {
    const inPage = from % pageBytes
    if (inPage === 0) this.#pages.push(new Uint8Array(pageBytes))
    const page = this.#pages.at(-1)?.subarray(inPage) ?? new Uint8Array()
    const { read, written } = this.#encoder.encodeInto(text, page)
    if (read < text.length) return undefined
    this.#end = from + written
    return from
  }

  #block(block: number): string[] | undefined {
    const unpacked = this.#unpacked.get(block)
    if (unpacked) return unpacked
    const [from, to] = [this.#from[block], this.#to[block]]
    if (from === undefined || to === undefined) return undefined
    const page = this.#pages[Math.floor(from / pageBytes)]
    const inPage = from % pageBytes
    const text = this.#decoder.decode(page?.subarray(inPage, inPage + to - from))
    return this.#keep(block, text)
  }

  #keep(block: number, text: string): string[] {
    if (this.#unpackedLength > unpackedMax) {
      this.#unpacked.clear()
      this.#unpackedLength = 0
    }
    const texts = text.split('\0')
    this.#unpacked.set(block, texts)
    this.#unpackedLength += text.length
    return texts
  }
}
