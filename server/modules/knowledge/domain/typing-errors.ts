/**
 * Words of the index that are one slip away from what was typed (two in long words): a letter too many, too few,
 * wrong, or two swapped. Each word of the index is filed under all forms with letters left out, so a lookup costs
 * the length of the typed word and not the size of the index.
 */
const LONG = 8
const SHORTEST = 4

export type Spelling = { near: (word: string) => string[] }

const slipsFor = (word: string): number => (word.length >= LONG ? 2 : word.length >= SHORTEST ? 1 : 0)

export function spellingOf(words: Iterable<string>): Spelling {
  const filed = new Map<string, string[]>()
  for (const word of words) {
    if (!/^[a-z]{4,}$/.test(word)) continue
    for (const form of shorter(word, slipsFor(word))) {
      const list = filed.get(form)
      if (list) list.push(word)
      else filed.set(form, [word])
    }
  }
  return { near: (word) => nearOf(filed, word) }
}

function nearOf(filed: ReadonlyMap<string, string[]>, word: string): string[] {
  const slips = slipsFor(word)
  if (slips === 0 || !/^[a-z]+$/.test(word)) return []
  const found = new Set<string>()
  for (const form of shorter(word, slips)) for (const other of filed.get(form) ?? []) found.add(other)
  // The first letter is hardly ever the wrong one, and without it too much is near.
  const near = [...found].filter(
    (other) => other[0] === word[0] && slipsBetween(word, other) <= Math.min(slips, slipsFor(other)),
  )
  return near.sort((a, b) => slipsBetween(word, a) - slipsBetween(word, b) || (a < b ? -1 : 1)).slice(0, 5)
}

function shorter(word: string, slips: number): Set<string> {
  const forms = new Set([word])
  let last = [word]
  for (let i = 0; i < slips; i++) {
    const next: string[] = []
    for (const form of last) {
      for (let at = 0; at < form.length; at++) {
        const cut = form.slice(0, at) + form.slice(at + 1)
        if (!forms.has(cut)) next.push(cut)
        forms.add(cut)
      }
    }
    last = next
  }
  return forms
}

/** Letters added, left out, exchanged, or swapped with their neighbour. */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
