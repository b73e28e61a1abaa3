import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Configuration } from '../contract'
import { configuration } from '../contract'
import { compare, same } from './compare'
import { afterWhatTheyName, sorted } from './order'

const group = fc.record({
  name: fc.stringMatching(/^[a-d]{1,2}$/),
  description: fc.string({ maxLength: 3 }),
  serviceLevelSeconds: fc.integer({ min: 1, max: 3 }),
})
const file = fc
  .uniqueArray(group, { selector: ({ name }) => name, maxLength: 6 })
  .map((groups): Configuration => configuration.parse({ groups }))

describe('comparing two configurations', () => {
  it('finds nothing between a configuration and itself, whatever the order of its records', () => {
    fc.assert(
      fc.property(file, (one) => {
        const turned = { groups: [...(one.groups ?? [])].reverse() }
        expect(compare(one, turned, true)).toEqual([])
      }),
    )
  })

  it('says of every record whether it is new, gone, other or the same', () => {
    fc.assert(
      fc.property(file, file, (a, b) => {
        const changes = compare(a, b, true)
        const kinds = new Map(changes.map(({ name, kind }) => [name, kind]))
        const [here, there] = [a, b].map(({ groups }) => new Map(groups?.map((one) => [one.name, one])))
        for (const [name, one] of there!) {
          const old = here!.get(name)
          expect(kinds.get(name)).toBe(old ? (same(old, one) ? undefined : 'changed') : 'added')
        }
        for (const name of here!.keys()) if (!there!.has(name)) expect(kinds.get(name)).toBe('removed')
      }),
    )
  })

  it('leaves alone what the file does not say', () => {
    const here = configuration.parse({
      groups: [{ name: 'A', members: [{ agent: 'a@b.c' }] }],
      calendars: [],
    })
    expect(compare(here, configuration.parse({ groups: [{ name: 'A' }] }), true)).toEqual([])
    expect(compare(here, {}, true)).toEqual([])
  })

  it('does not remove again what is switched off already', () => {
    const here = configuration.parse({ groups: [{ name: 'A', disabled: true }] })
    expect(compare(here, { groups: [] }, true)).toMatchObject([{ kind: 'kept', name: 'A' }])
  })
})

describe('the order of a file', () => {
  it('sorts keys at every depth and leaves lists as they are', () => {
    expect(JSON.stringify(sorted({ b: [{ z: 1, a: 2 }], a: undefined, c: null }))).toBe(
      '{"b":[{"a":2,"z":1}],"c":null}',
    )
  })

  it('puts what is named before what names it, and ends in spite of circles', () => {
    const items = [
      { key: 'c', names: ['b'] },
      { key: 'b', names: ['a'] },
      { key: 'a', names: [null] },
      { key: 'x', names: ['y'] },
      { key: 'y', names: ['x'] },
    ]
    const order = afterWhatTheyName(
      items,
      ({ key }) => key,
      ({ names }) => names,
    ).map(({ key }) => key)
    expect(order).toEqual(['a', 'b', 'c', 'y', 'x'])
  })
})
