/**
 * English endings that customers and editors use differently (orders, ordered, ordering). Light on purpose: it
 * takes off what hardly ever changes the meaning, and two words that become one by mistake are rare.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  return withoutE(ending(plural(word)))
}

function plural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word
}

function ending(word: string): string {
  for (const end of ['ing', 'ed']) {
    const root = word.slice(0, -end.length)
    if (!word.endsWith(end) || root.length < 3 || !/[aeiouy]/.test(root)) continue
    return /([bdfgmnprt])\1$|^.{4,}ll$/.test(root) ? root.slice(0, -1) : root
  }
  return word
}

const withoutE = (word: string): string => (word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word)
