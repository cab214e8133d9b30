import type { Page } from './browser.ts'

/** Where the bar stands that acts on what is ticked. */
export function reach(page: Page) {
  return page.locator('.bulk-bar').evaluate((bar) => {
    const { top, bottom } = bar.getBoundingClientRect()
    return { position: getComputedStyle(bar).position, top, bottom }
  })
}

/** What of the bar is only seen after scrolling in it, or sticks out of the window. */
export function cutOff(page: Page): Promise<string[]> {
  return page.locator('.bulk-bar').evaluate((bar) => {
    const parts = (selector: string) => [...bar.querySelectorAll(selector)]
    const scrolls = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: Element) =>
      scrollWidth > clientWidth || scrollHeight > clientHeight
    const isOut = (part: Element) => {
      const { left, right, top, bottom } = part.getBoundingClientRect()
      return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight
    }
    const lines = [bar, ...parts('.bulk-choice, .actions')]
    const found = [...lines.filter(scrolls), ...parts('label, input, button').filter(isOut)]
    return found.map(({ outerHTML }) => outerHTML.slice(0, 80))
  })
}

/** Whether each of its lines has a mark at its end for what goes on. */
export function marked(page: Page): Promise<boolean[]> {
  return page
    .locator('.bulk-choice, .bulk-bar > .actions')
    .evaluateAll((lines) => lines.map((line) => getComputedStyle(line, '::after').content.includes('›')))
}

/** Which ends of a control something else covers; evaluated in the page. */
export function coveredEnds(control: Element): string[] {
  const { left, right, top, height } = control.getBoundingClientRect()
  const isFree = (x: number) => control.contains(document.elementFromPoint(x, top + height / 2))
  return [!isFree(left + 2) && 'left', !isFree(right - 2) && 'right'].filter((end) => end !== false)
}
