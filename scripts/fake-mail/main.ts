// `npm run fake-mail`: a MailChannels of ours to run Parvis against. What it takes and how it misbehaves: controls.ts.
import { startFakeMail } from './server.ts'

const { url, key, account } = await startFakeMail({ port: Number(process.env.PORT ?? 8790) })

console.log(`The fake MailChannels listens at ${url}; its letters are at ${url}/_fake/letters. Against it:`)
console.log(
  `MAIL_TRANSPORT=mailchannels MAILCHANNELS_URL=${url} MAILCHANNELS_KEY=${key} MAILCHANNELS_ACCOUNT=${account} npm start`,
)
