/**
 * Text of strangers in a file that people read line by line: whatever could move, hide or forge a line is written
 * out. Direction marks, controls, separators and invisible characters appear as their code points; a line break
 * begins a continuation line, which no entry begins like.
 */
const HIDDEN =
  /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}\p{Cs}\u061C\u200B\u200E\u200F\u2060\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu

const written = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`

/** On one line. */
export function oneLine(text: string): string {
  return visible(text).replace(/[\t\n]+/g, ' ')
}

function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(HIDDEN, written)
}

/** Every line behind a mark, so that none can look like an entry of its own. */
export function quoted(text: string): string {
  return visible(text)
    .split('\n')
    .map((line) => `    | ${line}`)
    .join('\n')
}
