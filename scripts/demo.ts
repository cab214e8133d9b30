// `npm run demo`: a lively town to look at, of 100,000 people, as docs/decisions/022 tells. Made once, in a folder of its own.
import { resolve } from 'node:path'
import { openDemo } from './demo/open-demo.ts'
import { doors } from './demo/staff.ts'
import { isPortFree } from './local/port.ts'

process.env.STATE ??= '.state-demo'
const port = Number(process.env.PORT ?? 8787)
const people = Number(process.env.PEOPLE ?? 100_000)

if (!(await isPortFree(port))) {
  console.error(
    `Port ${port} is taken. Stop what runs there, or choose another one: PORT=${port + 1} npm run demo`,
  )
  process.exit(1)
}
if (!Number.isInteger(people) || people < 100 || people > 200_000) {
  console.error('PEOPLE says how many people have an account: a number from 100 to 200000')
  process.exit(1)
}

const password = await openDemo(resolve(process.env.STATE), port, people)
await import('./start.ts')
console.log(`\nSign in at http://localhost:${port}/sign-in with the password ${password}`)
for (const { role, address } of doors) console.log(`  ${role.padEnd(8)}${address}`)
