type Fields = Record<string, unknown>

/**
 * What one edit changed, put on top of what another has saved meanwhile. Field by field, also inside nested
 * settings; a list counts as one field. What this edit left alone follows theirs.
 */
export function mergeFields<F extends object>(base: F, mine: F, theirs: F): F {
  return merge(base as Fields, mine as Fields, theirs as Fields) as F
}

function merge(base: Fields, mine: Fields, theirs: Fields): Fields {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine), ...Object.keys(base)])
  const merged: Fields = {}
  for (const key of keys) {
    const [before, my, their] = [base[key], mine[key], theirs[key]]
    const value =
      isPlain(before) && isPlain(my) && isPlain(their)
        ? merge(before, my, their)
        : isSame(my, before)
          ? their
          : my
    if (value !== undefined) merged[key] = value
  }
  return merged
}

const isPlain = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
