import { Hono } from 'hono'
import * as v from 'valibot'
import { type Batch, readBatch } from '#src/domain/batches/read-batch.ts'
import { type Mailed, readMailed } from '#src/domain/batches/read-mailed.ts'
import { maySeeLetters, maySendTest } from '#src/domain/letters/may.ts'
import { readLetterTexts } from '#src/domain/letters/read-letter-texts.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { queueTestLetter, testsPerDay } from '#src/domain/mails/queue-test-letter.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { letterFrame } from '#src/http/letter-frame.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { previewLetter } from '#src/mail/preview-letter.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import {
  type BatchLetterKind,
  BatchLettersPage,
  batchLetterKinds,
  NoBatchLettersPage,
} from '#views/letterbook/batch-letters.tsx'
import { interfaceLanguages, type Language, wordsIn } from '#views/words/index.ts'

export const batchLettersRoutes = new Hono<App>()

/** Which letter is asked for; what means nothing is not asked for. */
const wanted = v.object({
  kind: v.fallback(v.picklist(batchLetterKinds), 'invitation'),
  language: v.fallback(v.optional(v.picklist(interfaceLanguages)), undefined),
})
type Wanted = v.InferOutput<typeof wanted>

batchLettersRoutes.get(paths.admin.batchLetters(':id'), allow(maySeeLetters), (c) =>
  showLetters(c, v.parse(wanted, c.req.query())),
)

/** The HTML alone, for the frame. */
batchLettersRoutes.get(paths.admin.batchLetterHtml(':id'), allow(maySeeLetters), async (c) => {
  const batch = await batchOf(c)
  if (!batch) return notFound(c)
  const { kind, language } = v.parse(wanted, c.req.query())
  const letter = await letterOf(c, batch, kind, language ?? languageOf(c, batch.options.language))
  return letterFrame(c, letter.html)
})

// Reloading, or changing the language, on the page that a refused test shows.
batchLettersRoutes.get(paths.admin.batchLetterTest(':id'), allow(maySeeLetters), (c) =>
  goTo(c, paths.admin.batchLetters(c.req.param('id') ?? '')),
)

batchLettersRoutes.post(paths.admin.batchLetterTest(':id'), allow(maySendTest), async (c) => {
  const batch = await batchOf(c)
  if (!batch) return notFound(c)
  const form = await readForm(c, wanted)
  const { kind, language: named } = form.isValid ? form.values : v.parse(wanted, {})
  const language = named ?? languageOf(c, batch.options.language)
  const test = { batch: batch.publicId, kind, language }
  const tested = await queueTestLetter(c.get('db'), test, actorOf(c), c.get('now'))
  if (tested.outcome === 'forbidden') return forbidden(c)
  if (tested.outcome !== 'queued')
    return showLetters(
      c,
      { kind, language },
      { form: { key: 'letterbook.errors.too_often', values: { max: testsPerDay } } },
    )
  await postMails(c.env.MAILS, tested.mailIds)
  leaveFlash(c, 'letter_test_queued')
  return goTo(c, paths.admin.batchLetters(batch.publicId, { kind, language }))
})

async function showLetters(c: AppContext, { kind, language: named }: Wanted, errors?: FieldErrors) {
  const batch = await batchOf(c)
  if (!batch) return notFound(c)
  const mailed = await readMailed(c.get('db'), batch)
  const languages = languagesOf(c, mailed)
  const [first] = languages
  if (!first) return page(c, <NoBatchLettersPage batch={batch} />)
  const language = languages.some((known) => known.language === named) && named ? named : first.language
  const letter = await letterOf(c, batch, kind, language)
  const frame = paths.admin.batchLetterHtml(batch.publicId, { kind, language })
  const { ownMessages } = mailed
  const hasReminders = c.get('settings').reminderDays > 0
  const props = { batch, kind, language, languages, ownMessages, hasReminders, letter, frame, errors }
  return page(c, <BatchLettersPage {...props} />, errors ? 429 : 200)
}

function batchOf(c: AppContext): Promise<Batch | null> {
  return readBatch(c.get('db'), c.req.param('id') ?? '')
}

/** Languages as letters are written in them: `nl-BE` and `nl` get the same. */
function languagesOf(c: AppContext, { languages }: Mailed) {
  const counts = new Map<Language, number>()
  for (const { name, count } of languages) {
    const language = languageOf(c, name)
    counts.set(language, (counts.get(language) ?? 0) + count)
  }
  return [...counts].map(([language, count]) => ({ language, count }))
}

function languageOf(c: AppContext, tag: string): Language {
  return wordsIn(tag, c.get('settings').defaultLanguage).language
}

/** Invited by whoever confirmed the batch, or would confirm it now. */
async function letterOf(c: AppContext, batch: Batch, kind: BatchLetterKind, language: Language) {
  const { firstName, lastName } = actorOf(c)
  const inviterName = batch.confirmerName ?? `${firstName} ${lastName}`
  const texts = await readLetterTexts(c.get('db'), [kind])
  const given = { texts, inviterName, message: batch.options.message || null }
  return previewLetter(kind, language, given, c.get('settings'), c.get('now'))
}
