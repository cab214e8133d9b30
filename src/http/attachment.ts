import { logFailure } from '#src/log-failure.ts'
import type { AppContext } from './context.ts'

/** Signs that some system does not allow in the name of a file, and such as hide or turn text. */
const forbidden = /[\\/:*?"<>|]|[\p{Cc}\p{Cf}\p{Cs}]/gu
const nameMax = 120

/** A workbook or list to be kept under a name: in plain letters for old programs, and as it is (RFC 6266, RFC 8187). */
export function sendFile(c: AppContext, name: string, type: string, content: ReadableStream<Uint8Array>) {
  const [stem, ending] = partsOf(name)
  const encoded = encodeURIComponent(stem + ending).replace(/['()*]/g, percent)
  c.header(
    'Content-Disposition',
    `attachment; filename="${plainly(stem)}${ending}"; filename*=UTF-8''${encoded}`,
  )
  c.header('Content-Type', type)
  return c.body(watched(content, `${c.req.method} ${c.req.path}`))
}

/** Where a file breaks off, so does the connection: nobody takes half of it for the whole. The log says why. */
function watched(content: ReadableStream<Uint8Array>, where: string): ReadableStream<Uint8Array> {
  const reader = content.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        logFailure(where, error)
        controller.error(error)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

/** In ASCII, without what ends the name, or what some browsers take for an escape: wide signs become such only here. */
function plainly(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/\p{Pd}/gu, '-')
  return plain.replace(/[^ -~]|[%;"\\/]/g, '_')
}

function partsOf(name: string): [stem: string, ending: string] {
  const clean = name.replace(forbidden, ' ').replace(/\s+/g, ' ').trim()
  const at = clean.lastIndexOf('.')
  const stem = Array.from(at > 0 ? clean.slice(0, at) : clean)
  return [stem.slice(0, nameMax).join('').trim(), at > 0 ? clean.slice(at) : '']
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}
