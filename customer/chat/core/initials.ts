const HAN = /\p{Script=Han}/u

/** One or two letters for a name: the first of the first and last word; one character of a Chinese name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? '?'
  if (HAN.test(first) || words.length < 2) return first.toUpperCase()
  return (first + [...words.at(-1)!][0]!).toUpperCase()
}
