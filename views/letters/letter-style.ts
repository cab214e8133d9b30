/** The letters' colours as the site has them, but for pure white and black, which mail programs turn round in the dark. */
export const light = {
  ground: '#f6f3ec',
  sheet: '#fffefb',
  ink: '#1c2420',
  quiet: '#535d57',
  accent: '#1b6650',
  onAccent: '#fdfefd',
  soft: '#f1f6f2',
  line: '#e0dccf',
} as const

export const dark = {
  ground: '#141816',
  sheet: '#1c221f',
  ink: '#e8ede9',
  quiet: '#aab5ae',
  accent: '#86d6b9',
  onAccent: '#0b1f18',
  soft: '#252d29',
  line: '#3b4540',
} as const

const sans = "font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const mono = "font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Courier New', monospace"

/** Mail programs know little CSS: everything stands at its element. Sizes in pixels, line heights without a unit, so that text may grow. */
export const style = {
  body: `margin: 0; padding: 0; width: 100%; background-color: ${light.ground}; color: ${light.ink}; -webkit-text-size-adjust: 100%; -ms-text-size-adjust: 100%; ${sans}`,
  preheader:
    'display: none; max-height: 0; max-width: 0; overflow: hidden; opacity: 0; font-size: 1px; line-height: 1px; mso-hide: all',
  ground: `width: 100%; background-color: ${light.ground}`,
  margin: 'padding: 28px 12px',
  frame: 'width: 100%; max-width: 584px; margin: 0 auto',
  platform: `margin: 0; padding: 0 28px 14px; font-size: 15px; line-height: 1.4; font-weight: 600; color: ${light.quiet}; ${sans}`,
  band: `height: 6px; font-size: 0; line-height: 0; background-color: ${light.accent}; border-radius: 10px 10px 0 0`,
  sheet: `padding: 32px 28px 20px; background-color: ${light.sheet}; border-radius: 0 0 10px 10px; ${sans}`,
  notice: `margin: 0 0 24px; padding: 12px 16px; border: 1px dashed ${light.accent}; font-size: 15px; line-height: 1.5; color: ${light.ink}`,
  greeting: `margin: 0 0 14px; font-size: 22px; line-height: 1.35; font-weight: 600; color: ${light.ink}`,
  paragraph: `margin: 0 0 14px; font-size: 17px; line-height: 1.6; color: ${light.ink}`,
  message: 'width: 100%; margin: 22px 0',
  messageBody: `padding: 16px 20px; background-color: ${light.soft}; border-left: 4px solid ${light.accent}; ${sans}`,
  messageTitle: `margin: 0 0 8px; font-size: 14px; line-height: 1.5; font-weight: 600; color: ${light.quiet}`,
  messageText: `margin: 0; font-size: 17px; line-height: 1.6; color: ${light.ink}; word-break: break-word; overflow-wrap: anywhere`,
  sums: 'width: 100%; margin: 4px 0 22px',
  count: `padding: 8px 14px 8px 0; border-bottom: 1px solid ${light.line}; font-size: 20px; line-height: 1.4; font-weight: 600; text-align: right; vertical-align: baseline; white-space: nowrap; color: ${light.accent}; ${sans}`,
  sum: `width: 100%; padding: 8px 0; border-bottom: 1px solid ${light.line}; font-size: 16px; line-height: 1.5; vertical-align: baseline; color: ${light.ink}; ${sans}`,
  buttonTable: 'margin: 26px 0 22px; border-collapse: separate',
  // Word gives the cell its room, everybody else the link, so that all of the button can be pressed.
  buttonCell: `background-color: ${light.accent}; border-radius: 8px; mso-padding-alt: 14px 28px`,
  button: `display: inline-block; padding: 14px 28px; background-color: ${light.accent}; border-radius: 8px; font-size: 17px; line-height: 1.4; font-weight: 600; text-decoration: none; color: ${light.onAccent}; mso-padding-alt: 0; ${sans}`,
  label: `margin: 0 0 6px; font-size: 14px; line-height: 1.55; color: ${light.quiet}`,
  link: 'margin: 0 0 20px; font-size: 14px; line-height: 1.55; word-break: break-all',
  anchor: `color: ${light.accent}; text-decoration: underline`,
  codeTable: 'width: 100%; margin: 0 0 22px',
  code: `padding: 14px 16px; background-color: ${light.soft}; border: 1px solid ${light.line}; border-radius: 8px; font-size: 17px; line-height: 1.6; letter-spacing: 0.04em; color: ${light.ink}; ${mono}`,
  until: `margin: 0 0 14px; font-size: 16px; line-height: 1.6; font-weight: 600; color: ${light.ink}`,
  foot: `padding: 20px 28px; font-size: 14px; line-height: 1.6; color: ${light.quiet}; ${sans}`,
  footLine: `margin: 0 0 12px; font-size: 14px; line-height: 1.6; color: ${light.quiet}`,
  quietAnchor: `color: ${light.quiet}; text-decoration: underline`,
} as const

const programs = ['', '[data-ogsc] ', '[data-ogsb] '] as const

/** Dark colours under a class each: for programs that ask for them, and for Outlook on the web, which marks what it darkened. */
function darkRules(before: string): string {
  const to = (classes: string, declarations: string) =>
    `${classes
      .split(' ')
      .map((name) => `${before}.${name}`)
      .join(', ')} { ${declarations} }`
  return [
    to('ground', `background-color: ${dark.ground} !important`),
    to('sheet', `background-color: ${dark.sheet} !important`),
    to('soft', `background-color: ${dark.soft} !important; border-color: ${dark.line} !important`),
    to('message', `border-color: ${dark.accent} !important`),
    to('ink', `color: ${dark.ink} !important`),
    to('quiet', `color: ${dark.quiet} !important`),
    to('accent', `color: ${dark.accent} !important`),
    to('line', `border-color: ${dark.line} !important`),
    to('band', `background-color: ${dark.accent} !important`),
    to('button', `background-color: ${dark.accent} !important; color: ${dark.onAccent} !important`),
  ].join('\n')
}

const [asked, ...marked] = programs

/** In the head, for those that read it: narrow screens, the dark, and dates and numbers that Apple would make links of. */
export const headStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a[x-apple-data-detectors] { color: inherit !important; text-decoration: none !important; font: inherit !important; }
u + .ground a:not([href]) { color: inherit !important; text-decoration: none !important; }
@media (max-width: 480px) {
  .margin { padding: 16px 8px !important; }
  .sheet { padding: 24px 18px 12px !important; }
  .side { padding-left: 18px !important; padding-right: 18px !important; }
  .wide { width: 100% !important; }
  .button { display: block !important; text-align: center !important; padding: 14px 16px !important; }
}
@media (prefers-color-scheme: dark) {
${darkRules(asked)}
}
${marked.map(darkRules).join('\n')}
`
