import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../options'
import { parseDialogues, readDialogues } from './dialogues'
import { makeTrace } from './made-up'
import { parseTrace, readTrace } from './trace'
import { header } from './trace-line'

type Fields = Partial<Record<(typeof header)[number], string>>

/** A made-up row; every value that is not given is a plain one. */
function row(fields: Fields = {}): string {
  const plain: Record<string, string> = {
    ...{ 'vru+line': 'AA0101', call_id: '1', customer_id: '0', priority: '0', type: 'PS', date: '990301' },
    ...{ vru_entry: '9:00:00', vru_exit: '9:00:10', vru_time: '10' },
    ...{ q_start: '9:00:10', q_exit: '9:00:40', q_time: '30', outcome: 'AGENT' },
    ...{ ser_start: '9:00:40', ser_exit: '9:02:40', ser_time: '120', server: 'ANN' },
    ...fields,
  }
  return header.map((name) => plain[name]).join('\t')
}

const parse = (...rows: string[]) => parseTrace(rows, '1999-03-01', '1999-03-02')
const hour = 3_600_000

describe('the trace', () => {
  it('takes the moment at which a human was asked for, in ms since the first midnight', () => {
    const { calls } = parse(row(), row({ date: '990302' }))
    expect(calls.map(({ at }) => at)).toEqual([9 * hour + 10_000, 33 * hour + 10_000])
    expect(calls[0]).toMatchObject({
      line: 2,
      type: 'PS',
      waitedMs: 30_000,
      serviceMs: 120_000,
      server: 'ANN',
    })
  })

  it('puts calls in the order of time, equal ones in the order of the file', () => {
    const { calls } = parse(row({ vru_exit: '10:00:00' }), row({ call_id: '2' }), row({ call_id: '3' }))
    expect(calls.map(({ line }) => line)).toEqual([3, 4, 2])
  })

  it('leaves phantoms out, and days outside the range without counting them', () => {
    const trace = parse(row({ outcome: 'PHANTOM' }), row({ date: '990303' }), row({ date: '990228' }), row())
    expect(trace).toMatchObject({ phantoms: 1, malformed: 0 })
    expect(trace.calls).toHaveLength(1)
  })

  it('knows who gave up and after how long; unknown callers and unnamed servers are null', () => {
    const [call] = parse(
      row({ outcome: 'HANG', q_time: '14', ser_time: '0', server: 'NO_SERVER', priority: '2' }),
    ).calls
    expect(call).toMatchObject({
      outcome: 'gave_up',
      waitedMs: 14_000,
      priority: 2,
      customerId: null,
      server: null,
    })
    expect(parse(row({ customer_id: '77' })).calls[0]?.customerId).toBe('77')
  })

  it('lets a call that crosses midnight run into the next day, and trusts the columns of durations', () => {
    const [late] = parse(
      row({ vru_entry: '23:59:55', vru_exit: '0:00:05', ser_start: '0:00:35', ser_exit: '0:02:35' }),
    ).calls
    expect(late).toMatchObject({ at: 24 * hour + 5_000, serviceMs: 120_000 })
    // The robot's clock jumping back by a minute is not a midnight.
    expect(parse(row({ vru_entry: '9:48:14', vru_exit: '9:47:17' })).calls[0]?.at).toBe(
      9 * hour + 47 * 60_000 + 17_000,
    )
    expect(parse(row({ vru_exit: '24:00:30' })).calls[0]?.at).toBe(24 * hour + 30_000)
  })

  it.each([
    ['a field too few', row().split('\t').slice(1).join('\t')],
    ['a wrong time', row({ vru_exit: '9:61:00' })],
    ['a wrong date', row({ date: '991399' })],
    ['an outcome nobody knows', row({ outcome: 'LOST' })],
    ['a negative duration', row({ ser_time: '-4' })],
    ['an empty line', ''],
  ])('counts %s as malformed', (_what, line) => {
    expect(parse(line, row())).toMatchObject({ malformed: 1, calls: [{ line: 3 }] })
  })
})

describe('files', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'replay-input-'))
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text)
    return path.join(folder, name)
  }

  it('accepts line ends with a carriage return', () => {
    const file = write('crlf.tsv', `${header.join('\t')}\r\n${row()}\r\n${row()}\r\n`)
    expect(readTrace(file, '1999-03-01', '1999-03-01')).toMatchObject({ malformed: 0, calls: [{}, {}] })
  })

  it('says which file is missing, is a folder, or is something else', () => {
    const read = (file: string) => () => readTrace(file, '1999-03-01', '1999-03-01')
    expect(read(path.join(folder, 'none.tsv'))).toThrow(/--arrivals .*none\.tsv.*no such file/)
    expect(read(folder)).toThrow(/it is a folder/)
    expect(read(write('other.tsv', 'a\tb\n1\t2\n'))).toThrow(UsageError)
    expect(() => readDialogues(path.join(folder, 'none.tsv'))).toThrow(/--dialogues/)
    expect(() =>
      readDialogues(write('empty.tsv', 'conversationId\tturnNumber\tutterance\tintent\n')),
    ).toThrow(/no dialogue/)
  })

  it('keeps each dialogue in the order of its turns and counts broken lines', () => {
    const lines = [
      'a\t2\tsecond\tx',
      'b\t0\thello\tx',
      'a\t0\tfirst\tx',
      'broken" line',
      'a\tx\ttext\ty',
      'a\t3\t \tz',
    ]
    expect(parseDialogues(lines)).toEqual({ turns: [['first', 'second'], ['hello']], malformed: 3 })
  })
})

describe('a made-up day', () => {
  const size = { calls: 400, minutes: 60, agents: 5 }

  it('is the same for the same seed, and another for another', () => {
    expect(makeTrace({ ...size, seed: 1 })).toEqual(makeTrace({ ...size, seed: 1 }))
    expect(makeTrace({ ...size, seed: 1 })).not.toEqual(makeTrace({ ...size, seed: 2 }))
  })

  it('has as many calls as were asked for, in the order of time, some of whom give up', () => {
    const { calls } = makeTrace({ ...size, seed: 1 })
    expect(calls).toHaveLength(size.calls)
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).sort((a, b) => a - b))
    expect(calls.at(-1)!.at - calls[0]!.at).toBeLessThan(size.minutes * 60_000)
    expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(['served', 'gave_up']))
    expect(new Set(calls.flatMap(({ server }) => server ?? [])).size).toBe(size.agents)
    for (const { outcome, server } of calls) expect(server === null).toBe(outcome === 'gave_up')
  })
})
