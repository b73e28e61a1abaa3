import { describe, expect, it } from 'vitest'
import { parseOptions, UsageError } from './options'

const least = ['--conversations', '100', '--messages', '1_000']

describe('what is asked of the generator', () => {
  it('has a year and one seed where nothing else is said', () => {
    expect(parseOptions(least)).toEqual({
      ...{ conversations: 100, messages: 1_000, days: 365, seed: '1', yes: false },
    })
    expect(parseOptions([...least, '--days', '30', '--seed', 'b-2', '--yes'])).toMatchObject({
      ...{ days: 30, seed: 'b-2', yes: true },
    })
  })

  it.each([
    [[], '--conversations is missing'],
    [['--conversations', '100'], '--messages is missing'],
    [['--conversations', '0', '--messages', '5'], '--conversations "0"'],
    [['--conversations', '1e6', '--messages', '5'], '--conversations "1e6"'],
    [['--conversations', '100', '--messages', '199'], '--messages "199"'],
    [['--conversations', '100', '--messages', '10001'], '--messages "10001"'],
    [[...least, '--days', '0'], '--days "0"'],
    [[...least, '--days', 'year'], '--days "year"'],
    [[...least, '--seed', 'a b'], '--seed "a b"'],
    [[...least, '--people', '5'], "'--people'"],
  ])('names the option of %j', (args, named) => {
    expect(() => parseOptions(args)).toThrow(UsageError)
    expect(() => parseOptions(args)).toThrow(named)
  })
})
