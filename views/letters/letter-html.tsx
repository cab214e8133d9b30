import type { LetterParts, Sender } from './letter.ts'
import { CodeLine, ForeignWords, LayoutTable, MainButton, OtherLink, Sums } from './letter-blocks.tsx'
import { headStyle, style } from './letter-style.ts'
import { outlookHead, outlookSheetClose, outlookSheetOpen } from './outlook.ts'

/**
 * The HTML of a letter. What Outlook's Word lays out are tables, so tables it is, marked as mere layout; all looks stand at
 * their elements, and the style sheet in the head only serves narrow screens and the dark. Many programs keep nothing but the
 * body, so that says the language too.
 */
export function LetterHtml({ parts, sender }: { parts: LetterParts; sender: Sender }) {
  const { platformName, words } = sender
  return (
    <html lang={words.language}>
      <LetterHead title={parts.subject} />
      <body lang={words.language} dir="ltr" class="ground" style={style.body}>
        <div style={style.preheader}>{parts.preheader + filler}</div>
        <LayoutTable class="ground" style={style.ground}>
          <td align="center" class="margin" style={style.margin}>
            {outlookSheetOpen}
            <table role="presentation" cellpadding="0" cellspacing="0" style={style.frame}>
              <tr>
                <td align="left">
                  <p class="quiet side" style={style.platform}>
                    {platformName}
                  </p>
                </td>
              </tr>
              <tr>
                <td class="band" bgcolor="#1b6650" style={style.band}>
                  {'\u00a0'}
                </td>
              </tr>
              <tr>
                <td align="left" class="sheet" style={style.sheet}>
                  <LetterBody parts={parts} sender={sender} />
                </td>
              </tr>
              <tr>
                <td align="left" class="side" style={style.foot}>
                  <Foot parts={parts} sender={sender} />
                </td>
              </tr>
            </table>
            {outlookSheetClose}
          </td>
        </LayoutTable>
      </body>
    </html>
  )
}

/** Mail programs fill the preview with what comes next; blanks that take no room keep the letter out of it. */
const filler = '\u00a0\u200c\u034f'.repeat(90)

function LetterHead({ title }: { title: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
      <meta name="x-apple-disable-message-reformatting" />
      <title>{title}</title>
      <style>{headStyle}</style>
      {outlookHead}
    </head>
  )
}

function LetterBody({ parts, sender }: { parts: LetterParts; sender: Sender }) {
  const { notice, message, sums, button, other, code, until } = parts
  return (
    <>
      {notice && (
        <p class="ink message" style={style.notice}>
          {notice}
        </p>
      )}
      <h1 class="ink" style={style.greeting}>
        {parts.greeting}
      </h1>
      {parts.paragraphs.map((paragraph) => (
        <p class="ink" style={style.paragraph}>
          {paragraph}
        </p>
      ))}
      {sums && <Sums sums={sums} />}
      {message && <ForeignWords {...message} />}
      <MainButton {...button} />
      {until && (
        <p class="ink" style={style.until}>
          {until}
        </p>
      )}
      <OtherLink label={sender.words.t('letters.link')} url={button.url} />
      {code && <CodeLine {...code} />}
      {other && <OtherLink {...other} />}
    </>
  )
}

function Foot({ parts: { unexpected, wayOut }, sender }: { parts: LetterParts; sender: Sender }) {
  return (
    <>
      <p class="quiet" style={style.footLine}>
        {unexpected}
      </p>
      {wayOut && (
        <p class="quiet" style={style.footLine}>
          {`${wayOut.text} `}
          <a href={wayOut.url} class="quiet" style={style.quietAnchor}>
            {wayOut.label}
          </a>
        </p>
      )}
      <Support sender={sender} />
      <p class="quiet" style={style.footLine}>
        {`${sender.platformName} · ${sender.origin}`}
      </p>
    </>
  )
}

function Support({ sender: { words, supportContact } }: { sender: Sender }) {
  if (!supportContact) return null
  const lines = supportContact.split('\n')
  return (
    <p class="quiet" style={style.footLine}>
      {words.t('letters.support')}
      {lines.map((line) => (
        <>
          <br />
          {line}
        </>
      ))}
    </p>
  )
}
