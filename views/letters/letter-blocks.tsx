import type { Child } from 'hono/jsx'
import type { LetterParts } from './letter.ts'
import { style } from './letter-style.ts'

/** A table of one cell, which means nothing but where things stand. */
export function LayoutTable(props: { class?: string; style: string; children?: Child }) {
  return (
    <table role="presentation" cellpadding="0" cellspacing="0" class={props.class} style={props.style}>
      <tr>{props.children}</tr>
    </table>
  )
}

/** The one thing to do. */
export function MainButton({ label, url }: LetterParts['button']) {
  return (
    <LayoutTable class="wide" style={style.buttonTable}>
      <td align="center" class="band" bgcolor="#1b6650" style={style.buttonCell}>
        <a href={url} class="button" style={style.button}>
          {label}
        </a>
      </td>
    </LayoutTable>
  )
}

/** A link in full, under what it is for. */
export function OtherLink({ label, url }: LetterParts['button']) {
  return (
    <>
      <p class="quiet" style={style.label}>
        {label}
      </p>
      <p style={style.link}>
        <a href={url} class="accent" style={style.anchor}>
          {url}
        </a>
      </p>
    </>
  )
}

/** Somebody's own words: plain text with its line breaks, set apart from ours. */
export function ForeignWords({ title, text }: { title: string; text: string }) {
  return (
    <LayoutTable style={style.message}>
      <td align="left" class="soft message" bgcolor="#f1f6f2" style={style.messageBody}>
        <p class="quiet" style={style.messageTitle}>
          {title}
        </p>
        <p dir="auto" class="ink" style={style.messageText}>
          {text.split('\n').map((line, index) => (
            <>
              {index > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      </td>
    </LayoutTable>
  )
}

export function CodeLine({ label, code }: { label: string; code: string }) {
  return (
    <>
      <p class="quiet" style={style.label}>
        {label}
      </p>
      <LayoutTable style={style.codeTable}>
        <td align="left" class="soft ink code" bgcolor="#f1f6f2" style={style.code}>
          {code}
        </td>
      </LayoutTable>
    </>
  )
}

/** Numbers with what they count. */
export function Sums({ sums }: { sums: NonNullable<LetterParts['sums']> }) {
  return (
    <table cellpadding="0" cellspacing="0" style={style.sums}>
      {sums.map(({ count, label }) => (
        <tr>
          <td class="accent line" style={style.count}>
            {count}
          </td>
          <td class="ink line" style={style.sum}>
            {label}
          </td>
        </tr>
      ))}
    </table>
  )
}
