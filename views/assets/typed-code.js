// Groups a code while it is typed, and says at once when a symbol is wrong. Without it, the server says so.
import { regroup, stateOf, symbolsIn } from './code.js'

for (const form of document.querySelectorAll('[data-code-form]')) {
  const input = form.elements.code
  const status = form.querySelector('.code-status')
  const ids = [input.getAttribute('aria-describedby'), status.id]
  input.setAttribute('aria-describedby', ids.filter(Boolean).join(' '))

  // Words that appear while the button is pressed would push it away from under the finger; then the server says them.
  let isPressed = false
  form.addEventListener('pointerdown', ({ target }) => {
    isPressed = target.closest('button') !== null
  })

  input.addEventListener('input', ({ inputType, isComposing }) => {
    isPressed = false
    if (isComposing || inputType?.startsWith('history')) return
    const isForward = inputType === 'deleteContentForward'
    const { text, caret } = regroup(input.value, input.selectionStart, isForward)
    if (text !== input.value) input.value = text
    if (caret !== input.selectionStart) input.setSelectionRange(caret, caret)
    forgetAnswer(form)
    // While somebody is still typing, too few symbols are no mistake.
    say(form, ['short', 'length'].includes(stateOf(text)) ? 'other' : stateOf(text))
  })
  input.addEventListener('change', () => {
    if (!isPressed) say(form, stateOf(input.value))
  })
  form.addEventListener('submit', (event) => {
    if (stateOf(input.value) !== 'mistyped') return
    event.preventDefault()
    say(form, 'mistyped')
    input.focus()
  })
}

/** Said once, however often it is found: what a screen reader has read it need not read again. */
function say(form, state) {
  const input = form.elements.code
  const status = form.querySelector('.code-status')
  const isMistake = ['short', 'length', 'mistyped'].includes(state)
  const words = (status.dataset[state] ?? '').replace('#', symbolsIn(input.value).length)
  if (status.textContent !== words) status.textContent = words
  status.dataset.state = isMistake ? 'mistake' : 'well'
  if (isMistake) input.setAttribute('aria-invalid', 'true')
  else input.removeAttribute('aria-invalid')
}

/** What the server said was about another text. */
function forgetAnswer(form) {
  form.querySelector('.field-invalid')?.classList.remove('field-invalid')
  form.querySelector('.error')?.remove()
}
