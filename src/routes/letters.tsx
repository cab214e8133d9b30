import { Hono } from 'hono'
import * as v from 'valibot'
import { changeLetterText } from '#src/domain/letters/change-letter-text.ts'
import { type LetterWords, readLetterWords } from '#src/domain/letters/letter-words.ts'
import { mayEditLetters, maySeeLetters, maySendTest } from '#src/domain/letters/may.ts'
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
import { paths } from '#src/paths.ts'
import { LetterPage, type LetterPageProps } from '#views/letterbook/letter.tsx'
import { LetterBookPage } from '#views/letterbook/list.tsx'
import { checkTexts, type Place, placeOf, textsFrom, writtenLetter } from './letters/place.ts'

export const lettersRoutes = new Hono<App>()

lettersRoutes.get(paths.admin.letters(), allow(maySeeLetters), async (c) =>
  page(c, <LetterBookPage texts={await readLetterTexts(c.get('db'))} />),
)

lettersRoutes.get(paths.admin.letter(':kind', ':language'), allow(maySeeLetters), (c) => {
  const place = placeOf(c)
  return place ? showLetter(c, place) : notFound(c)
})

const letterForm = v.object({
  do: v.fallback(v.picklist(['save', 'preview', 'back']), 'save'),
  revision: v.fallback(v.pipe(v.string(), v.toNumber()), 0),
})

lettersRoutes.post(paths.admin.letter(':kind', ':language'), allow(mayEditLetters), async (c) => {
  const place = placeOf(c)
  if (!place) return notFound(c)
  const form = await readForm(c, letterForm)
  const typed = textsFrom(form.given)
  const { do: wish, revision: seen } = form.isValid ? form.values : { do: 'preview', revision: 0 }
  if (wish === 'back') return save(c, place, textsFrom({}), seen)
  const checked = checkTexts(c.get('words'), place.kind, typed)
  if (!checked.isValid) return showLetter(c, place, { typed, errors: checked.errors })
  if (wish === 'preview') return showLetter(c, place, { typed: checked.texts, isUnsaved: true })
  return save(c, place, checked.texts, seen)
})

/** The HTML alone, for the frame; of what was typed, when the address names it. */
lettersRoutes.get(paths.admin.letterHtml(':kind', ':language'), allow(maySeeLetters), async (c) => {
  const place = placeOf(c)
  if (!place) return notFound(c)
  const { kind, language } = place
  const typed = c.req.query('typed') ? checkTexts(c.get('words'), kind, textsFrom(c.req.query())) : undefined
  if (typed?.isValid === false) return notFound(c)
  const texts = typed ? typed.texts : (await readLetterWords(c.get('db'), kind, language)).texts
  return letterFrame(c, (await writtenLetter(c, place, texts)).html)
})

// Reloading, or changing the language, on the page that a refused test shows.
lettersRoutes.get(paths.admin.letterTest(':kind', ':language'), allow(maySeeLetters), (c) => {
  const place = placeOf(c)
  return place ? goTo(c, paths.admin.letter(place.kind, place.language)) : notFound(c)
})

lettersRoutes.post(paths.admin.letterTest(':kind', ':language'), allow(maySendTest), async (c) => {
  const place = placeOf(c)
  if (!place) return notFound(c)
  const test = await queueTestLetter(c.get('db'), { ...place, batch: null }, actorOf(c), c.get('now'))
  if (test.outcome === 'forbidden') return forbidden(c)
  if (test.outcome !== 'queued') {
    const tooOften = { key: 'letterbook.errors.too_often', values: { max: testsPerDay } } as const
    return showLetter(c, place, { errors: { form: tooOften }, status: 429 })
  }
  await postMails(c.env.MAILS, test.mailIds)
  leaveFlash(c, 'letter_test_queued')
  return goTo(c, paths.admin.letter(place.kind, place.language))
})

async function save(c: AppContext, place: Place, texts: LetterWords['texts'], seen: number) {
  const change = { ...place, texts, seen }
  const { outcome } = await changeLetterText(c.get('db'), change, actorOf(c), c.get('now'))
  if (outcome === 'forbidden') return forbidden(c)
  if (outcome === 'changed_meanwhile')
    return showLetter(c, place, {
      ...{ typed: texts, status: 409 },
      errors: { form: { key: 'letterbook.errors.changed_meanwhile' } },
    })
  leaveFlash(c, 'letter_saved')
  return goTo(c, paths.admin.letter(place.kind, place.language))
}

type Shown = Pick<LetterPageProps, 'typed' | 'isUnsaved' | 'errors'> & { status?: 409 | 429 }

/** The letter as it is saved; a preview shows what was typed. */
async function showLetter(c: AppContext, place: Place, { status, ...shown }: Shown = {}) {
  const saved = await readLetterWords(c.get('db'), place.kind, place.language)
  const texts = (shown.isUnsaved && shown.typed) || saved.texts
  const frame = paths.admin.letterHtml(
    place.kind,
    place.language,
    shown.isUnsaved ? { typed: 'yes', ...texts } : {},
  )
  const letter = await writtenLetter(c, place, texts)
  const props = { ...place, saved, letter, frame, ...shown }
  return page(c, <LetterPage {...props} />, status ?? (shown.errors ? 422 : 200))
}
