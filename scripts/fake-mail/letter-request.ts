import * as v from 'valibot'

const reservedHeaders = [
  'authentication-results',
  'bcc',
  'cc',
  'content-transfer-encoding',
  'content-type',
  'dkim-signature',
  'from',
  'message-id',
  'received',
  'reply-to',
  'subject',
  'to',
]

const line = v.pipe(v.string(), v.regex(/^[^\r\n]*$/, 'a line break in a header'))
const address = v.object({
  email: v.pipe(v.string(), v.regex(/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/, 'not an address')),
  name: v.optional(line),
})
const headers = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[!-9;-~]+$/, 'not a name of a header')), line),
  v.check((given) => {
    const names = Object.keys(given).map((name) => name.toLowerCase())
    return names.every((name) => !reservedHeaders.includes(name)) && new Set(names).size === names.length
  }, 'a reserved or repeated header'),
)
const personalization = v.strictObject({
  // One: Parvis writes to one person at a time. The real provider takes a thousand.
  to: v.pipe(v.array(address), v.length(1, 'one recipient')),
})
const content = v.object({
  type: v.picklist(['text/plain', 'text/html']),
  value: v.pipe(v.string(), v.nonEmpty()),
})
const tracking = v.optional(v.object({ enable: v.literal(false, 'tracking needs a plan that has it') }))

const schema = v.pipe(
  v.strictObject({
    from: address,
    reply_to: v.optional(address),
    subject: v.pipe(line, v.nonEmpty()),
    content: v.pipe(v.array(content), v.minLength(1)),
    personalizations: v.pipe(v.array(personalization), v.length(1, 'one personalization')),
    headers: v.optional(headers),
    campaign_id: v.optional(v.pipe(v.string(), v.maxLength(48), v.regex(/^\S+$/))),
    dkim_domain: v.optional(v.string()),
    dkim_selector: v.optional(v.string()),
    tracking_settings: v.optional(v.object({ click_tracking: tracking, open_tracking: tracking })),
    transactional: v.optional(v.nullable(v.boolean())),
  }),
  v.check(
    (letter) => !letter.dkim_domain || Boolean(letter.dkim_selector),
    'dkim_domain needs dkim_selector',
  ),
  v.check((letter) => letter.transactional !== false || Boolean(letter.dkim_selector), 'needs DKIM'),
)

export type LetterRequest = v.InferOutput<typeof schema>

/** Reads a request to send, or says what is wrong with it. */
export function readLetter(body: string): LetterRequest | string[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body)
  if (parsed.success) return parsed.output
  return parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`)
}
