import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findUnstorable, MAX_DEPTH, requireStorable } from './storable'

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

describe('what can be stored', () => {
  it('names the place of a NUL or half a surrogate pair, in values and in keys', () => {
    expect(findUnstorable('a\0')).toMatchObject({ path: '' })
    expect(findUnstorable({ names: [{ en: 'ok' }, { en: 'a\0b' }] })).toMatchObject({ path: 'names.1.en' })
    expect(findUnstorable({ text: '\ud83d' })).toMatchObject({ path: 'text' })
    expect(findUnstorable({ outer: { 'k\0': 1 } })).toMatchObject({ path: 'outer' })
  })

  it('refuses what is nested too deeply, also where no recursion would come to its end', () => {
    expect(findUnstorable(nested(MAX_DEPTH))).toBeNull()
    expect(findUnstorable(nested(MAX_DEPTH + 1))).toMatchObject({ message: 'is nested too deeply' })
    expect(findUnstorable(nested(100_000))).not.toBeNull()
  })

  it('lets everything else pass, and finds one bad text wherever it stands', () => {
    const clean = fc.jsonValue({ maxDepth: 4 })
    fc.assert(fc.property(clean, (value) => requireStorable(JSON.parse(JSON.stringify(value)))))
    fc.assert(
      fc.property(clean, clean, fc.constantFrom('\0', 'x\udc00y'), (left, right, bad) => {
        expect(() => requireStorable([left, { at: [bad] }, right])).toThrow('cannot be stored')
      }),
    )
  })
})
