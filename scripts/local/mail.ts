import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What of the environment says how mail leaves; without any of it, into the local mailbox. */
const names = [
  'MAIL_TRANSPORT',
  'MAIL_FROM',
  'MAIL_REPLY_TO',
  'MAILCHANNELS_KEY',
  'MAILCHANNELS_ACCOUNT',
  'MAILCHANNELS_DKIM_SELECTOR',
  'MAILCHANNELS_URL',
] as const

export type MailVariables = Partial<Record<(typeof names)[number], string>>

export function mailVariables(environment: NodeJS.ProcessEnv): MailVariables {
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])))
}

/**
 * The file that wrangler reads them from, readable by its owner only: on the command line everybody on this machine would see
 * the key. It is written with each start, so that it holds nothing of an earlier one.
 */
export async function mailFile(state: string, variables: MailVariables): Promise<string> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${plain(name, value)}'\n`)
  const file = join(state, 'mail.env')
  await writeFile(file, lines.join(''), { mode: 0o600 })
  return file
}

/** What would mean something else in such a file is in no key, address or URL. */
function plain(name: string, value: string): string {
  if (!/^[^\s'"\\$]+$/.test(value)) throw new Error(`${name} has a character that it cannot have`)
  return value
}
