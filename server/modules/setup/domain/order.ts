/** The form in which two exports of one state are the same, byte for byte. */

/** By lower-case text, then by the text itself; by code units, so that no machine's language takes part. */
export function byText<T>(textOf: (value: T) => string) {
  return (a: T, b: T): number => {
    const [x, y] = [textOf(a), textOf(b)]
    return compareText(x.toLowerCase(), y.toLowerCase()) || compareText(x, y)
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Keys of everything inside in alphabetical order, without what is undefined. */
export function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T
  if (typeof value !== 'object' || value === null) return value
  const pairs = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => compareText(a, b))
  return Object.fromEntries(pairs.map(([key, inner]) => [key, sorted(inner)])) as T
}

/** Parents before what stands below them, in the given order otherwise; circles as they come. */
export function afterWhatTheyName<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  namesOf: (item: T) => readonly (string | null)[],
): T[] {
  const waiting = new Map(items.map((item) => [keyOf(item), item]))
  const done: T[] = []
  const place = (item: T) => {
    if (!waiting.delete(keyOf(item))) return
    for (const name of namesOf(item)) {
      const first = name === null ? undefined : waiting.get(name)
      if (first) place(first)
    }
    done.push(item)
  }
  for (const item of items) place(item)
  return done
}
