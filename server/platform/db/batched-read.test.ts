import { describe, expect, it } from 'vitest'
import { batchedRead } from './batched-read'

/** A reading that answers when it is told to. */
function controlled(name: string) {
  const loads: { keys: string[]; answer: (values: Map<string, string>) => void; fail: (e: Error) => void }[] =
    []
  const read = batchedRead<string>(
    name,
    (keys) => new Promise((answer, fail) => loads.push({ keys, answer, fail })),
  )
  return { read, loads }
}

const settle = () => new Promise((done) => setImmediate(done))

describe('readings that come at once', () => {
  it('are one statement for all who asked while the one before was under way, and never that one', async () => {
    const { read, loads } = controlled('test.together')
    const first = read('a')
    const rest = [read('b'), read('a'), read('c')]
    expect(loads.map(({ keys }) => keys)).toEqual([['a']])
    loads[0]?.answer(new Map([['a', 'before']]))
    expect(await first).toBe('before')
    await settle()
    expect(loads[1]?.keys).toEqual(['b', 'a', 'c'])
    loads[1]?.answer(
      new Map([
        ['b', 'B'],
        ['a', 'after'],
      ]),
    )
    expect(await Promise.all(rest)).toEqual(['B', 'after', undefined])
    expect(loads).toHaveLength(2)
  })

  it('fail alone', async () => {
    const { read, loads } = controlled('test.alone')
    const [first, good, bad] = [read('first'), read('good'), read('bad')].map((asked) =>
      asked.catch((error: Error) => error.message),
    )
    loads[0]?.answer(new Map([['first', '1']]))
    await settle()
    loads[1]?.fail(new Error('one of these'))
    await settle()
    loads[2]?.answer(new Map([['good', '2']]))
    await settle()
    loads[3]?.fail(new Error('this one'))
    expect(await Promise.all([first, good, bad])).toEqual(['1', '2', 'this one'])
    const next = read('next')
    await settle()
    loads[4]?.answer(new Map([['next', '3']]))
    expect(await next).toBe('3')
  })
})
