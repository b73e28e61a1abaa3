import { describe, expect, it } from 'vitest'
import { parseOptions, UsageError } from './options'

const given = {
  ...{ arrivals: 'a.tsv', dialogues: 'd.tsv', from: '1999-02-01', to: '1999-02-02', speed: '60' },
}
const args = (over: Record<string, string> = {}) =>
  Object.entries({ ...given, ...over }).flatMap(([name, value]) => [`--${name}`, value])

describe('the command line', () => {
  it('reads every option', () => {
    const options = parseOptions(
      args({ agents: '7', url: 'http://127.0.0.1:3000/', token: 't', json: 'o.json' }),
    )
    expect(options).toEqual({
      ...given,
      overflow: { mode: null, maxQueueLength: null, maxWaitSeconds: null },
      ...{ speed: 60, agents: 7, url: 'http://127.0.0.1:3000', token: 't', json: 'o.json' },
    })
  })

  it.each([
    ['a day that does not exist', { from: '1999-02-30' }, /--from/],
    ['days the wrong way round', { to: '1999-01-31' }, /--to/],
    ['a speed that is none', { speed: 'fast' }, /--speed/],
    ['no speed at all', { speed: '0' }, /--speed/],
    ['half an agent', { agents: '1.5' }, /--agents/],
    ['an address of another kind', { url: 'ftp://host' }, /--url/],
    ['an overflow of another kind', { overflow: 'away', 'max-wait': '60' }, /--overflow/],
    ['an overflow that never comes', { overflow: 'group' }, /--max-queue/],
    ['a limit that does nothing', { 'max-queue': '5' }, /--overflow/],
    ['a word nobody knows', { colour: 'red' }, /colour/],
  ])('refuses %s and names the option', (_what, over, expected) => {
    const parse = () => parseOptions(args(over as unknown as Record<string, string>))
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(expected)
  })

  it('reads what queues do when they are too long or too slow', () => {
    const { overflow } = parseOptions(args({ overflow: 'customer_chooses', 'max-wait': '90' }))
    expect(overflow).toEqual({ mode: 'customer_chooses', maxQueueLength: null, maxWaitSeconds: 90 })
  })

  it('says what is missing, with the usage', () => {
    expect(() => parseOptions([])).toThrow(/--arrivals is missing[\s\S]*npm run replay/)
  })
})
