import fc from 'fast-check'

type Path = (string | number)[]

/** A million characters. */
export const LONG = 'x'.repeat(1_000_000)

/** Ten thousand levels, as text: to write it down as a value would need as deep a stack. */
export const DEEP = `${'['.repeat(10_000)}1${']'.repeat(10_000)}`
export const DEEP_OBJECT = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`

/** Marks a place in a value where a piece of raw JSON text goes. */
const RAW = '\u{1F9F1}raw:'
const raw = (name: keyof typeof pieces) => RAW + name
const pieces = {
  deep: DEEP,
  deepObject: DEEP_OBJECT,
  long: JSON.stringify(LONG),
  proto: '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
  halfPair: '"a\\ud800b"',
  otherHalf: '"\\udc00"',
  nul: '"a\\u0000b"',
  nulOnly: '"\\u0000"',
  bom: '"\\ufeffid"',
  hugeNumber: '1e308',
  beyondNumber: '1e999',
  manyDigits: '9'.repeat(400),
  minusZero: '-0',
}

const wrong = [
  ...(Object.keys(pieces) as (keyof typeof pieces)[]).map(raw),
  ...["' or '1'='1", "00000000-0000-7000-8000-00000000000'", '', ' ', '\u202e', '%00', '../../etc/passwd'],
  ...[null, true, {}, [], [[]], -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63],
  ...['infinity', 'NaN', '-infinity', '9999999-01-01', '2026-02-30', '2026-13-01T00:00:00Z'],
]

/** The places of a value, the value itself among them. */
function placesOf(value: unknown, at: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [at]
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesOf(one, [...at, key]))]
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by
  if (Array.isArray(value))
    return value.map((one, n) => (n === Number(first) ? replaced(one, rest, by) : one))
  const record = value as Record<string, unknown>
  return { ...record, [first]: replaced(record[first as string], rest, by) }
}

/** The value with one place of it broken. */
export function broken(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.nat(), fc.constantFrom(...wrong)).map(([value, n, by]) => {
    const places = placesOf(value)
    return replaced(value, places[n % places.length] ?? [], by)
  })
}

/** The value as text, with the raw pieces put in where they are meant. */
export function asText(value: unknown): string {
  const text = JSON.stringify(value === undefined ? null : value)
  return text.replaceAll(new RegExp(`"${RAW}(\\w+)"`, 'gu'), (_, name: keyof typeof pieces) => pieces[name])
}
