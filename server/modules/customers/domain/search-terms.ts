/**
 * What somebody typed as words of the index, each found by its beginning: the same cut as the database makes
 * (customer_words), so Chinese by characters. A number with blanks and signs is one word.
 */
const MOST = 12
const han = /([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff])/g

export function searchTerms(text: string): string[] {
  const trimmed = text.trim().toLowerCase()
  if (/^\+?[\d\s()./-]{3,}$/.test(trimmed)) return [trimmed.replace(/\D/g, '')].filter((word) => word !== '')
  const words = trimmed
    .replace(/[^\p{L}\p{N}\u0080-\u{10ffff}]+/gu, ' ')
    .replace(han, ' $1 ')
    .split(/\s+/)
  return [...new Set(words)].filter((word) => word !== '').slice(0, MOST)
}

/** As to_tsquery reads it; every word must be there. */
export const prefixQuery = (terms: readonly string[]): string =>
  terms.map((term) => `'${term.replace(/[\\']/g, '')}':*`).join(' & ')
