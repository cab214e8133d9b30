// Small comforts; every page works without them.

for (const field of document.querySelectorAll('[data-reveal]')) {
  const input = field.querySelector('input')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'reveal'
  button.textContent = field.dataset.reveal
  button.setAttribute('aria-label', field.dataset.revealLabel)
  button.setAttribute('aria-pressed', 'false')
  button.setAttribute('aria-controls', input.id)
  button.addEventListener('click', () => {
    const isShown = input.type === 'password'
    input.type = isShown ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(isShown))
  })
  input.after(button)
  input.form?.addEventListener('submit', () => {
    input.type = 'password'
  })
}

// A text that can be copied gets a button that does it; the page's live region says what came of it.
if (navigator.clipboard)
  for (const box of document.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button button-quiet'
    button.textContent = box.dataset.copy
    button.addEventListener('click', async () => {
      const said = document.querySelector('[data-copy-status]')
      said.textContent = ''
      try {
        await navigator.clipboard.writeText(box.querySelector('code').textContent)
        said.textContent = box.dataset.copyDone
      } catch {
        said.textContent = box.dataset.copyFailed
      }
    })
    box.append(button)
  }

// Pages to be printed get a button that prints them; without scripts they say which keys do.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// A file that is too large is refused before it travels.
for (const input of document.querySelectorAll('[data-bytes-max]')) {
  input.addEventListener('change', () => {
    const isTooLarge = [...input.files].some(({ size }) => size > Number(input.dataset.bytesMax))
    input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : '')
    input.reportValidity()
  })
}

// A second click on a button sends nothing; the server is ready for it all the same.
const patienceMs = 10_000
const patienceWithFileMs = 120_000
/** Where the answer is a file the page stays as it is, and another file may be wanted at once: longer than a double click, no more. */
const patienceForFileMs = 1000

document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || form.method !== 'post') return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = 'true'
  for (const button of form.querySelectorAll('[type=submit]')) button.setAttribute('aria-disabled', 'true')
  for (const line of form.querySelectorAll('[data-while-sent]')) line.textContent = line.dataset.whileSent
  setTimeout(() => release(form), patienceWith(form))
})

function patienceWith(form) {
  if ('download' in form.dataset) return patienceForFileMs
  return form.querySelector('[type=file]') ? patienceWithFileMs : patienceMs
}

// Coming back with the browser's button: the form can be sent again.
addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.querySelectorAll('form[data-sent]')) release(form)
})

function release(form) {
  delete form.dataset.sent
  for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled')
  for (const line of form.querySelectorAll('[data-while-sent]')) line.textContent = ''
}

// When progress gives way to its result, whoever stood in it stands at the result's heading.
let stoodInProgress = false

document.addEventListener('htmx:before:swap', () => {
  const progress = document.querySelector('#batch-progress, #bulk-progress')
  stoodInProgress = progress?.contains(document.activeElement) ?? false
})

document.addEventListener('htmx:after:swap', () => {
  if (stoodInProgress) document.querySelector(':is(#batch-result, #bulk-result) h2')?.focus()
})

// Ticked rows of a list: how many they are, and all of a page at once.
function tickedIn(form) {
  return form.querySelectorAll('input[name=id]:checked').length
}

document.addEventListener('change', ({ target }) => {
  const form = target.closest('form[data-bulk]')
  if (!form) return
  const rows = form.querySelectorAll('input[name=id]')
  const all = form.querySelector('[data-tick-all]')
  if (target === all) for (const row of rows) row.checked = all.checked
  if (tickedIn(form) > 0 || form.elements.scope.value === 'all') sayNothingTicked(form, false)
  if (target !== all && target.name !== 'id') return
  showTicked(form)
  form.querySelector('[name=scope][value=ticked]').checked = true
  keepInSight(target, form.querySelector('.bulk-bar'))
})

function showTicked(form) {
  const rows = form.querySelectorAll('input[name=id]').length
  const all = form.querySelector('[data-tick-all]')
  const ticked = tickedIn(form)
  all.checked = ticked > 0 && ticked === rows
  all.indeterminate = ticked > 0 && ticked < rows
  form.querySelector('[data-ticked]').textContent = ticked > 0 ? `(${ticked})` : ''
}

// Whoever comes back finds the rows ticked as they left them.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-bulk]:has(.bulk-bar)')) showTicked(form)
})

// The bar comes up with the first tick: the row that was ticked is not left behind it, nor pushed behind the head.
const headPixels = 56

function keepInSight(box, bar) {
  const row = box.closest('tr').getBoundingClientRect()
  const covered = row.bottom - bar.getBoundingClientRect().top
  if (covered > 0) scrollBy(0, Math.max(0, Math.min(covered, row.top - headPixels)))
}

// Where nothing is ticked yet, there is nothing to act on: the words of the server say so below the button, which keeps the focus.
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target
    if (!form.matches('form[data-bulk]') || form.elements.scope.value !== 'ticked' || tickedIn(form) > 0)
      return
    event.preventDefault()
    event.stopImmediatePropagation()
    sayNothingTicked(form, true)
  },
  true,
)

function sayNothingTicked(form, isSaid) {
  const line = form.querySelector('[data-nothing-ticked]')
  line.textContent = isSaid ? line.dataset.nothingTicked : ''
}

// The number that a list learns later is also the number of its act on all.
document.addEventListener('htmx:after:swap', () => {
  const count = document.querySelector('#match-count[data-matching]')
  const place = document.querySelector('[data-all-matching]')
  const number = Number(count?.dataset.matching)
  if (count && place) place.textContent = `(${number.toLocaleString(document.documentElement.lang)})`
})

// A list that is being searched says so, and says when it could not be.
function searchedList(event) {
  const form = event.target
  return form.dataset?.list ? { form, list: document.getElementById(form.dataset.list) } : {}
}

document.addEventListener('htmx:before:request', (event) => {
  const { form, list } = searchedList(event)
  list?.setAttribute('aria-busy', 'true')
  if (form) form.querySelector('[data-failed]').textContent = ''
})

document.addEventListener('htmx:finally:request', (event) => {
  searchedList(event).list?.removeAttribute('aria-busy')
})

for (const name of ['htmx:error', 'htmx:response:error']) {
  document.addEventListener(name, (event) => {
    const { form } = searchedList(event)
    const { ctx, error } = event.detail ?? {}
    const wasReplaced = error?.name === 'AbortError' || [404, 422].includes(ctx?.response?.status)
    const line = form?.querySelector('[data-failed]')
    if (line && !wasReplaced) line.textContent = line.dataset.failed
  })
}

// What a link of a letter opens only has to be confirmed because a GET looks no code up.
document.querySelector('form[data-press-at-once]')?.requestSubmit()
