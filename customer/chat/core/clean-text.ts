/** Longest message the server takes, in UTF-16 units. */
export const MAX_TEXT = 8_000

/**
 * What the server would refuse is taken out before sending: control characters (they come along when
 * pasting) and halves of surrogate pairs; line ends become \n, outer white space goes.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]|\p{Cs}/gu, '')
    .trim()
}
