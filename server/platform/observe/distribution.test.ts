import fc from 'fast-check'
import { Histogram, Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { Distribution } from './distribution'
import { plainReason } from './rounds'
import { statementName } from './slow-queries'

const described = { name: 'x_seconds', help: 'x', buckets: [0.1, 1, 10] }

describe('a distribution', () => {
  it('says the same as the histogram of the library', async () => {
    const value = fc.oneof(fc.constantFrom(0, 0.1, 1, 10, 11), fc.double({ min: 0, max: 20, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b'), value), { maxLength: 30 }),
        async (seen) => {
          const ours = new Registry()
          const theirs = new Registry()
          const own = new Distribution({ ...described, labelNames: ['way'] })
          ours.registerMetric(own as never)
          const of = new Histogram({
            ...described,
            buckets: [...described.buckets],
            labelNames: ['way'],
            registers: [theirs],
          })
          for (const [way, seconds] of seen) {
            own.of(way).observe(seconds)
            of.observe({ way }, seconds)
          }
          const lines = async (registry: Registry) =>
            (await registry.metrics()).split('\n').map(sorted).sort()
          expect(await lines(ours)).toEqual(await lines(theirs))
        },
      ),
      {
        numRuns: 50,
        examples: [
          [
            [
              ['a', 0.1],
              ['b', 11],
              ['a', 1],
            ],
          ],
        ],
      },
    )
  })

  it('never has more series than it was allowed: the rest is one', () => {
    const own = new Distribution({ ...described, labelNames: ['way'], maxSeries: 3 })
    for (let i = 0; i < 50; i += 1) own.of(`way ${i}`).observe(1)
    const counts = own.get().values.filter(({ metricName }) => metricName === 'x_seconds_count')
    expect(counts.map(({ labels, value }) => [labels.way, value])).toEqual([
      ...['way 0', 'way 1', 'way 2'].map((way) => [way, 1]),
      ['other', 47],
    ])
  })
})

/** Labels in one order, whichever library wrote them. */
function sorted(line: string): string {
  return line.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(',').sort().join(',')}}`)
}

describe('what a slow statement is called', () => {
  it.each([
    [{ name: 'append_messages', text: 'select …' }, 'append_messages'],
    [{ text: 'select * from "public"."SkillGroup" where "id" = $1' }, 'select SkillGroup'],
    ["insert into orders(id, note) values ('from my hand')", 'insert orders'],
    ["begin; select pg_advisory_xact_lock(hashtextextended('dispatch:1', 0))", 'begin'],
    [{ text: '  update only conversations set a = 1' }, 'update conversations'],
    [undefined, 'statement'],
  ])('%j is "%s"', (query, name) => expect(statementName(query)).toBe(name))

  it('never holds a value that stands in the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{6,40}$/), (words) => {
        expect(statementName(`select 1 where note = '${words} from ${words}'`)).toBe('select')
      }),
      { numRuns: 50 },
    )
  })
})

it('the reason of a failure that is shown holds no address, no quoted words and no long number', () => {
  const error = new Error('550 "Anna" <anna@example.com> of order 4711471147 said `no`')
  expect(plainReason(error)).toBe('Error: 550 "…" <…> of order … said "…"')
})
