// `npm start`: from a fresh clone to a running panel, without account and without network.
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openHouse } from './local/house.ts'
import { mailFile, mailVariables } from './local/mail.ts'
import { isPortFree } from './local/port.ts'
import { localSecret, secretFile } from './local/secret.ts'
import { serve } from './local/serve.ts'
import { tickEveryMinute } from './local/tick.ts'

const port = Number(process.env.PORT ?? 8787)
const state = resolve(process.env.STATE ?? '.state')
const origin = `http://localhost:${port}`

if (!(await isPortFree(port))) {
  console.error(
    `Port ${port} is taken. Stop what runs there, or choose another one: PORT=${port + 1} npm start`,
  )
  process.exit(1)
}

console.log('Parvis is starting …')
await import('./assets.ts')
await mkdir(state, { recursive: true })
const secret = await localSecret(state)
const mail = mailVariables(process.env)
const envFiles = [secretFile(state), await mailFile(state, mail)]
const firstAdministrator = await openHouse({ state, secret, origin, mail })
await serve({ port, state, origin, envFiles })
tickEveryMinute(origin)

const isSent = mail.MAIL_TRANSPORT === 'mailchannels'
const mailIs = isSent ? 'mail leaves through MailChannels' : `mail that would leave is at ${origin}/mailbox`
console.log(`Parvis is open at ${origin} (${mailIs}). Ctrl-C stops it.`)
if (firstAdministrator) console.log(`First administrator: ${firstAdministrator}`)
