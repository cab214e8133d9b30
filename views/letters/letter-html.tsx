import type { LetterParts, Sender } from './letter.ts'

/**
 * The HTML of a letter. Mail programs know little CSS, so everything is inline and without tables; the style sheet in
 * the head only serves those that show mails in the dark.
 */
export function LetterHtml({ parts, sender }: { parts: LetterParts; sender: Sender }) {
  return (
    <html lang={sender.words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{parts.subject}</title>
        <style>{darkStyle}</style>
      </head>
      <body class="ground" style={style.body}>
        <div style={style.preheader}>{parts.preheader}</div>
        <div class="sheet" style={style.sheet}>
          <p class="quiet" style={style.platform}>
            {sender.platformName}
          </p>
          <LetterBody parts={parts} />
          <p class="quiet rule" style={style.foot}>
            {parts.unexpected}
            <br />
            <br />
            {`${sender.platformName} · ${sender.origin}`}
          </p>
        </div>
      </body>
    </html>
  )
}

function LetterBody({ parts }: { parts: LetterParts }) {
  const { message, button, other, code, until } = parts
  return (
    <>
      <p style={style.greeting}>{parts.greeting}</p>
      {parts.paragraphs.map((paragraph) => (
        <p style={style.paragraph}>{paragraph}</p>
      ))}
      {message && <PersonalMessage {...message} />}
      <Button {...button} />
      {code && <CodeLine {...code} />}
      {other && <OtherLink {...other} />}
      {until && <p style={style.paragraph}>{until}</p>}
    </>
  )
}

/** The one thing to do, and its link in full for programs that show no buttons. */
function Button({ label, url }: LetterParts['button']) {
  return (
    <>
      <p style={style.buttonLine}>
        <a href={url} class="button" style={style.button}>
          {label}
        </a>
      </p>
      <p style={style.link}>
        <a href={url} class="link" style={style.anchor}>
          {url}
        </a>
      </p>
    </>
  )
}

/** Someone's own words: plain text with its line breaks, never a link of ours. */
function PersonalMessage({ title, text }: { title: string; text: string }) {
  return (
    <div class="message" style={style.message}>
      <p class="quiet" style={style.messageTitle}>
        {title}
      </p>
      <p dir="auto" style={style.messageText}>
        {text.split('\n').map((line, index) => (
          <>
            {index > 0 && <br />}
            {line}
          </>
        ))}
      </p>
    </div>
  )
}

function CodeLine({ label, code }: { label: string; code: string }) {
  return (
    <>
      <p style={style.codeLabel}>{label}</p>
      <p class="code" style={style.code}>
        {code}
      </p>
    </>
  )
}

function OtherLink({ label, url }: LetterParts['button']) {
  return (
    <p style={style.paragraph}>
      {label}
      <br />
      <a href={url} class="link" style={style.anchor}>
        {url}
      </a>
    </p>
  )
}

const sans = "font-family: system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const mono = "font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Courier New', monospace"

const style = {
  body: `margin: 0; padding: 24px 12px; background-color: #faf8f3; color: #1c2420; ${sans}`,
  preheader: 'display: none; max-height: 0; overflow: hidden; mso-hide: all',
  sheet: 'max-width: 560px; margin: 0 auto; padding: 32px; background-color: #ffffff; border-radius: 12px',
  platform: 'margin: 0 0 24px; font-size: 15px; font-weight: 600; color: #535d57',
  greeting: 'margin: 0 0 16px; font-size: 20px; line-height: 1.4; font-weight: 600',
  paragraph: 'margin: 0 0 16px; font-size: 16px; line-height: 1.6',
  message: 'margin: 24px 0; padding: 4px 0 4px 16px; border-left: 4px solid #bcdccf',
  messageTitle: 'margin: 0 0 8px; font-size: 14px; color: #535d57',
  messageText: 'margin: 0; font-size: 16px; line-height: 1.6',
  buttonLine: 'margin: 28px 0 12px',
  // The border is the space around the words: Outlook knows no padding here.
  button:
    'display: inline-block; border: 14px solid #1b6650; border-width: 14px 20px; border-radius: 8px; background-color: #1b6650; color: #ffffff; font-size: 16px; font-weight: 600; text-decoration: none',
  link: 'margin: 0 0 24px; font-size: 13px; line-height: 1.5; word-break: break-all',
  anchor: 'color: #1b6650',
  codeLabel: 'margin: 0 0 8px; font-size: 14px; line-height: 1.6',
  code: `margin: 0 0 24px; padding: 12px 16px; background-color: #faf8f3; border-radius: 8px; font-size: 16px; letter-spacing: 0.04em; ${mono}`,
  foot: 'margin: 32px 0 0; padding: 16px 0 0; border-top: 1px solid #e0dccf; font-size: 13px; line-height: 1.6; color: #535d57',
} as const

const darkStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .ground, .code { background-color: #141816 !important; color: #e8ede9 !important; }
  .sheet { background-color: #1c221f !important; color: #e8ede9 !important; }
  .quiet { color: #aab5ae !important; }
  .link { color: #86d6b9 !important; }
  .button { background-color: #86d6b9 !important; border-color: #86d6b9 !important; color: #0b1f18 !important; }
  .rule, .message { border-color: #333c37 !important; }
}`
