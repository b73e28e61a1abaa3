import { describe, expect, it } from 'vitest'
import { readImport } from './csv-import'

const agents = new Map([
  ['mei@example.org', 'id-mei'],
  ['bo@example.org', 'id-bo'],
])
const problemsOf = (...records: string[][]) =>
  readImport(records, agents).problems.map((p) => `${p.row} ${p.column} ${p.code}`)

describe('reading a file of groups', () => {
  it('reads every column and leaves out what the file does not have', () => {
    const { rows, problems } = readImport(
      [
        ['Name', 'service_level_seconds', 'max_wait_seconds', 'parent', 'members', 'online_now'],
        ['Returns', '20', '', '', 'mei@example.org|2|30|4|receiver; BO@example.org', '7'],
      ],
      agents,
    )
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        row: 2,
        name: 'Returns',
        parent: null,
        overflow: undefined,
        settings: {
          serviceLevelSeconds: 20,
          maxWaitSeconds: null,
          members: [
            { agentId: 'id-mei', level: 2, quality: 30, capacity: 4, offlineReceiver: true },
            { agentId: 'id-bo', level: 1, quality: 10, capacity: null, offlineReceiver: false },
          ],
        },
      },
    ])
  })

  it('lists every bad field of every row at once', () => {
    expect(
      problemsOf(
        ['name', 'intake_paused', 'offline_mode', 'max_queue_length', 'service_level_seconds', 'members'],
        ['', 'maybe', 'odd', '-1', '0', 'nobody@example.org; mei@example.org|0; bo@example.org|1|1|1|x'],
        ['A', 'yes', 'even', '5', '30', 'mei@example.org;mei@example.org'],
        ['a', 'no', '', '1e3', '', ''],
      ),
    ).toEqual([
      '2 intake_paused not_yes_no',
      '2 offline_mode not_a_mode',
      '2 max_queue_length not_a_number',
      '2 service_level_seconds not_a_number',
      '2 members unknown_agent',
      '2 members bad_member',
      '2 members bad_member',
      '2 name bad_name',
      '3 members member_twice',
      '4 max_queue_length not_a_number',
      '4 name name_twice',
    ])
  })

  it('refuses a header that it does not understand before it reads rows', () => {
    expect(problemsOf(['title', 'members', 'members'], ['x'])).toEqual([
      '1 name column_missing',
      '1 title column_unknown',
      '1 members column_twice',
    ])
    expect(problemsOf([])).toEqual(['1 name column_missing'])
  })

  it('reports rows with too few or too many cells', () => {
    expect(problemsOf(['name', 'parent'], ['A'])).toEqual(['2 name column_count'])
  })

  it('takes away the apostrophe of an escaped cell', () => {
    expect(readImport([['name'], ["'=Returns"]], agents).rows[0]?.name).toBe('=Returns')
  })
})
