/**
 * Numbers that nobody needs to read again are made unreadable before a message is stored: card numbers that pass
 * the Luhn check, identity numbers that pass theirs, telephone numbers. The last four places stay, so that both
 * sides can say which one they mean, and so does every other character: the text keeps its length.
 */
export type MaskRules = { cards: boolean; phones: boolean; identities: boolean }
export type MaskKind = 'card' | 'phone' | 'identity'
export type Masked = { text: string; kinds: MaskKind[] }

const D = '[0-9０-９]'
/** Between groups of digits: one space, no-break space, dash or dot. */
const S = '[ \\u00a0\\u3000.\\-–－]'
const NOT_AFTER = '(?<![0-9０-９A-Za-z])'
const NOT_BEFORE = '(?![0-9０-９A-Za-z])'
const pattern = (source: string) => new RegExp(source, 'g')

/** A run of digits with single separators; whether part of it is a card is looked at group by group. */
const cardRun = pattern(`(?<!${D})${D}(?:${S}?${D}){12,}`)
const chineseId = pattern(`${NOT_AFTER}${D}{6}${S}?${D}{8}${S}?${D}{3}[0-9０-９XxＸｘ]${NOT_BEFORE}`)
const otherIds = [
  // United States, social security.
  pattern(`${NOT_AFTER}\\d{3}[ -]\\d{2}[ -]\\d{4}${NOT_BEFORE}`),
  // Hong Kong.
  pattern(`${NOT_AFTER}[A-Z]{1,2}\\d{6}[(（][0-9A][)）]`),
  // Taiwan.
  pattern(`${NOT_AFTER}[A-Z][12]\\d{8}${NOT_BEFORE}`),
  // United Kingdom, national insurance.
  pattern(`${NOT_AFTER}[A-CEGHJ-PR-TW-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]${NOT_BEFORE}`),
]
const phones = [
  pattern(`${NOT_AFTER}(?:[+＋]?86${S}?)?1[3-9]${D}(?:${S}?${D}){8}${NOT_BEFORE}`),
  pattern(`(?<![0-9A-Za-z+])[+＋]${D}{1,3}(?:[ .\\-()（）]{0,2}${D}){7,13}${NOT_BEFORE}`),
]

const kept = 4
const isSign = (char: string) => /[0-9０-９A-Za-zＸｘ]/.test(char)
const toAscii = (text: string) =>
  text
    .replace(/[０-９]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[xＸｘ]/g, 'X')
const digitsOf = (text: string) => toAscii(text).replace(/[^0-9X]/g, '')

/** All signs but the last four. */
function cover(text: string): string {
  const chars = [...text]
  let left = chars.filter(isSign).length - kept
  return chars
    .map((char) => {
      if (!isSign(char) || left <= 0) return char
      left -= 1
      return '*'
    })
    .join('')
}

export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length > 0 && sum % 10 === 0
}

const isCard = (digits: string) =>
  digits.length >= 13 && digits.length <= 19 && /^[2-6]/.test(digits) && passesLuhn(digits)

const mostDigits = 19

/** From each beginning of a group the longest stretch of whole groups that is a card. */
function coverCards(run: string): string {
  const groups = [...run.matchAll(pattern(`${D}+`))].map((m) => ({ from: m.index, digits: digitsOf(m[0]) }))
  let text = run
  for (let first = 0; first < groups.length; first += 1) {
    let digits = ''
    let end = -1
    for (let last = first; last < groups.length && digits.length <= mostDigits; last += 1) {
      digits += groups[last]?.digits ?? ''
      if (isCard(digits)) end = last
    }
    const from = groups[first]?.from ?? 0
    const tail = groups[end]
    if (!tail) continue
    const to = tail.from + tail.digits.length
    text = text.slice(0, from) + cover(run.slice(from, to)) + text.slice(to)
    first = end
  }
  return text
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** 18 places (GB 11643): a date of birth that can be, and the check digit of ISO 7064 MOD 11-2. */
export function isChineseId(text: string): boolean {
  const id = digitsOf(text)
  if (id.length !== 18) return false
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)].map(Number) as [
    number,
    number,
    number,
  ]
  if (year < 1880 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false
  const sum = weights.reduce((total, weight, i) => total + weight * Number(id[i]), 0)
  return '10X98765432'[sum % 11] === id[17]
}

/** Four digits are in everything that could be masked: most messages are done here. */
const anything = /[0-9０-９](?:[^0-9０-９]{0,3}[0-9０-９]){3}/

export function maskText(text: string, rules: MaskRules): Masked {
  if (!(rules.cards || rules.phones || rules.identities) || !anything.test(text)) return { text, kinds: [] }
  const kinds = new Set<MaskKind>()
  let masked = text
  const apply = (kind: MaskKind, find: RegExp, replace: (match: string) => string) => {
    masked = masked.replace(find, (match) => {
      const covered = replace(match)
      if (covered !== match) kinds.add(kind)
      return covered
    })
  }
  if (rules.identities) {
    apply('identity', chineseId, (match) => (isChineseId(match) ? cover(match) : match))
    for (const find of otherIds) apply('identity', find, cover)
  }
  if (rules.cards) apply('card', cardRun, coverCards)
  if (rules.phones) for (const find of phones) apply('phone', find, cover)
  return { text: masked, kinds: [...kinds] }
}
