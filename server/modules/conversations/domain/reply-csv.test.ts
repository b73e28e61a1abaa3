import { describe, expect, it } from 'vitest'
import { readReplies } from './reply-csv'

const header = ['scope', 'group', 'shortcut', 'title', 'text']
const groups = new Map([['售后', '0193b1c2-0000-7000-8000-000000000001']])
const read = (...rows: string[][]) => readReplies([header, ...rows], groups)

describe('a file of quick replies', () => {
  it('is read row by row, whatever the case of scope and group, and with the slash or without', () => {
    const { rows, problems } = read(
      ['Group', '售后', '/hi', 'Greeting', 'Hello'],
      ['own', '', '退货', '退货', "'=see the page"],
    )
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        row: 2,
        reply: {
          ...{ scope: 'group', groupId: groups.get('售后') },
          shortcut: 'hi',
          title: 'Greeting',
          text: 'Hello',
        },
      },
      {
        row: 3,
        reply: { scope: 'own', groupId: null, shortcut: '退货', title: '退货', text: '=see the page' },
      },
    ])
  })

  it('has every bad field of every row named', () => {
    const { problems } = read(
      ['team', '', 'two words', '', ''],
      ['group', '', 'a', 'A', 'a'],
      ['group', 'Nobody', 'b', 'B', 'b'],
      ['all', '售后', 'c', 'C', 'c'],
      ['all', '', 'd', 'D'],
      ['all', '', 'E', 'E', 'e'],
      ['all', '', 'e', 'E', 'e'],
    )
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'scope', 'not_a_scope'],
      [2, 'shortcut', 'bad_shortcut'],
      [2, 'title', 'bad_title'],
      [2, 'text', 'bad_reply'],
      [3, 'group', 'group_needed'],
      [4, 'group', 'unknown_group'],
      [5, 'group', 'group_not_wanted'],
      [6, 'shortcut', 'column_count'],
      [6, 'text', 'bad_reply'],
      [8, 'shortcut', 'shortcut_twice'],
    ])
  })

  it('is refused whole when its columns are not those of the export', () => {
    const { rows, problems } = readReplies([['scope', 'shortcut', 'shortcut', 'title', 'words']], groups)
    expect(rows).toEqual([])
    expect(problems.map(({ column, code }) => `${column} ${code}`).sort()).toEqual([
      'group column_missing',
      'shortcut column_twice',
      'text column_missing',
      'words column_unknown',
    ])
  })
})
