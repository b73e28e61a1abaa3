/**
 * Chance that can be repeated: the same seed gives the same sequence on every machine, so the demo history of
 * one `now` is always the same history. Streams are named, so that a change in one part of the generator does
 * not reshuffle all others.
 */
export type Chance = {
  /** 0 ≤ x < 1 */
  next(): number
  /** Whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  between(low: number, high: number): number
  yes(probability: number): boolean
  pick<T>(items: readonly T[]): T
  weighted<T>(items: readonly (readonly [T, number])[]): T
  exponential(mean: number): number
  /** Log-normal with the given median; `spread` is sigma of the logarithm. */
  around(median: number, spread: number): number
  poisson(mean: number): number
  /** A version 7 UUID: sorts by `at`, so indexes grow at one end. */
  id(at: number): string
}

export function chanceOf(seed: string): Chance {
  const next = sfc32(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    between: (low, high) => low + next() * (high - low),
    yes: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    weighted: (items) => weighted(items, next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    around: (median, spread) => median * Math.exp(spread * normal()),
    poisson: (mean) => poisson(mean, next),
    id: (at) => uuid7(at, next),
  }
}

function weighted<T>(items: readonly (readonly [T, number])[], x: number): T {
  let rest = x * items.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of items) {
    rest -= weight
    if (rest < 0) return item
  }
  return items[items.length - 1]![0]
}

function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count += 1
  return count
}

function uuid7(at: number, next: () => number): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const variant = (8 + Math.floor(next() * 4)).toString(16)
  const version = `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3, next)}`
  return `${version}-${variant}${hex(3, next)}-${hex(6, next)}${hex(6, next)}`
}

const hex = (digits: number, next: () => number): string =>
  Math.floor(next() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0')

/** Small fast counter generator, 128 bits of state filled from the seed by FNV-1a. */
function sfc32(seed: string): () => number {
  const [a0, b0, c0] = [1, 2, 3].map((salt) => fnv(`${salt}:${seed}`)) as [number, number, number]
  let [a, b, c, counter] = [a0, b0, c0, 1]
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 16; i += 1) next()
  return next
}

function fnv(text: string): number {
  let hash = 2_166_136_261
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619)
  return hash | 0
}
