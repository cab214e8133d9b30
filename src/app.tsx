import { Hono } from 'hono'
import { type App, provideHouse } from './http/context.ts'
import { failed, notFound } from './http/errors.tsx'
import { anyone } from './http/guards.ts'
import { chooseLanguage } from './http/language.ts'
import { limitBody, limitRate, onlyOwnForms, sendHeaders } from './http/protect.ts'
import { findActor } from './http/session.ts'
import { paths } from './paths.ts'
import { acceptedRoutes } from './routes/accepted.tsx'
import { adminRoutes } from './routes/admin.tsx'
import { batchRowRoutes } from './routes/batch-rows.tsx'
import { batchCodesRoutes } from './routes/batches/codes.ts'
import { batchLettersRoutes } from './routes/batches/letters.tsx'
import { batchPaperRoutes } from './routes/batches/paper.tsx'
import { batchPauseRoutes } from './routes/batches/pause.tsx'
import { batchResumptionRoutes } from './routes/batches/resumption.tsx'
import { batchRoutes } from './routes/batches.tsx'
import { bulkRoutes } from './routes/bulk.tsx'
import { invitationExportRoutes } from './routes/exports/invitations.tsx'
import { journalExportRoutes } from './routes/exports/journal.tsx'
import { userExportRoutes } from './routes/exports/users.tsx'
import { groupsRoutes } from './routes/groups.tsx'
import { homeRoutes } from './routes/home.tsx'
import { invitationRoutes } from './routes/invitation.tsx'
import { invitationAddressRoutes } from './routes/invitations/address.tsx'
import { invitationExtensionRoutes } from './routes/invitations/extension.tsx'
import { invitationGrantRoutes } from './routes/invitations/grant.tsx'
import { invitationListRoutes } from './routes/invitations/list.tsx'
import { invitationNewCodeRoutes } from './routes/invitations/new-code.tsx'
import { invitationPaperRoutes } from './routes/invitations/paper.tsx'
import { invitationsRoutes } from './routes/invitations.tsx'
import { journalRoutes } from './routes/journal.tsx'
import { lettersRoutes } from './routes/letters.tsx'
import { mailRoutes } from './routes/mail.tsx'
import { letterFrameRoutes, mailboxRoutes } from './routes/mailbox.tsx'
import { passwordRoutes } from './routes/password.tsx'
import { projectsRoutes } from './routes/projects.tsx'
import { registrationRoutes } from './routes/registration.tsx'
import { settingsRoutes } from './routes/settings.tsx'
import { signInRoutes } from './routes/sign-in.tsx'
import { suppressionsRoutes } from './routes/suppressions.tsx'
import { templateRoutes } from './routes/template.ts'
import { typedCodeRoutes } from './routes/typed-code.tsx'
import { uploadsRoutes } from './routes/uploads.tsx'
import { userClosingRoutes } from './routes/users/closing.tsx'
import { userListRoutes } from './routes/users/list.tsx'
import { usersRoutes } from './routes/users.tsx'
import { wayOutRoutes } from './routes/way-out.tsx'
import { webhooksRoutes } from './routes/webhooks.ts'

export const app = new Hono<App>()

app.onError(failed)
app.notFound(notFound)

app.get(paths.health(), anyone(), sendHeaders, (c) => c.json({ ok: true }))
app.route('/', letterFrameRoutes)

app.use(provideHouse, sendHeaders, findActor, chooseLanguage, onlyOwnForms, limitRate, limitBody)

app.route('/', homeRoutes)
app.route('/', signInRoutes)
app.route('/', registrationRoutes)
app.route('/', passwordRoutes)
app.route('/', typedCodeRoutes)
app.route('/', invitationRoutes)
app.route('/', acceptedRoutes)
app.route('/', wayOutRoutes)
app.route('/', webhooksRoutes)
app.route('/', mailboxRoutes)
app.route('/', batchRoutes)
app.route('/', batchRowRoutes)
app.route('/', batchCodesRoutes)
app.route('/', batchLettersRoutes)
app.route('/', batchPaperRoutes)
app.route('/', bulkRoutes)
app.route('/', uploadsRoutes)
app.route('/', templateRoutes)
app.route('/', adminRoutes)
// Before the pages of single things, whose addresses look alike.
app.route('/', invitationExportRoutes)
app.route('/', userExportRoutes)
app.route('/', journalExportRoutes)
app.route('/', userListRoutes)
app.route('/', usersRoutes)
app.route('/', userClosingRoutes)
app.route('/', groupsRoutes)
app.route('/', projectsRoutes)
app.route('/', invitationListRoutes)
app.route('/', invitationsRoutes)
app.route('/', invitationAddressRoutes)
app.route('/', invitationExtensionRoutes)
app.route('/', invitationNewCodeRoutes)
app.route('/', invitationPaperRoutes)
app.route('/', invitationGrantRoutes)
app.route('/', suppressionsRoutes)
app.route('/', settingsRoutes)
app.route('/', journalRoutes)
app.route('/', mailRoutes)
app.route('/', batchPauseRoutes)
app.route('/', batchResumptionRoutes)
app.route('/', lettersRoutes)
