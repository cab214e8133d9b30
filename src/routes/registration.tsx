import { Hono } from 'hono'
import { registerAddress } from '#src/domain/invitations/register-address.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { readAddressForm } from '#src/http/address-form.ts'
import type { App } from '#src/http/context.ts'
import { anyone } from '#src/http/guards.ts'
import { keep, kept } from '#src/http/keep.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { LookInMailboxPage, RegisterPage } from '#views/welcome/register.tsx'

export const registrationRoutes = new Hono<App>()

registrationRoutes.get(paths.register(), anyone(), (c) => page(c, <RegisterPage />))

registrationRoutes.post(paths.register(), anyone(), async (c) => {
  const given = await readAddressForm(c)
  if (given.state === 'invalid')
    return page(c, <RegisterPage email={given.typed} error={{ key: 'welcome.problems.address' }} />, 422)
  const visitor = { ...given, locale: c.get('words').language }
  const mailIds = await registerAddress(c.get('db'), c.get('keys'), visitor, c.get('settings'), c.get('now'))
  c.executionCtx.waitUntil(postMails(c.env.MAILS, mailIds))
  keep(c, 'asked', given.address)
  return goTo(c, paths.registerSent())
})

registrationRoutes.get(paths.registerSent(), anyone(), (c) => {
  const address = kept(c, 'asked')
  return address ? page(c, <LookInMailboxPage address={address} />) : goTo(c, paths.register())
})
