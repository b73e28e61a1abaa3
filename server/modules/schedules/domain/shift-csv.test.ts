import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Segment, templateColors } from '../contract'
import {
  readRotationLines,
  readTemplateLines,
  rotationColumns,
  templateCells,
  templateColumns,
} from './shift-csv'

const read = (...rows: string[][]) =>
  readTemplateLines([[...templateColumns], ...rows], { known: new Set(), longestMinutes: 960 })

const shift = fc
  .record({
    from: fc.integer({ min: 0, max: 1_439 }),
    length: fc.integer({ min: 60, max: 960 }),
    at: fc.nat(30),
  })
  .map(({ from, length, at }): Segment[] => [
    { kind: 'work', from, until: from + length },
    { kind: 'break', from: from + at, until: from + at + 15 },
  ])

describe('shifts of a file', () => {
  it('come back as they were written, nights included', () => {
    fc.assert(
      fc.property(shift, fc.constantFrom(...templateColors), fc.boolean(), (segments, color, disabled) => {
        const template = { name: 'One', code: '1', color, segments, disabled }
        const { lines, problems } = read(templateCells(template))
        expect(problems).toEqual([])
        expect(templateCells({ ...template, ...lines[0] })).toEqual(templateCells(template))
        expect(lines[0]?.segments).toEqual(expect.arrayContaining(segments))
      }),
    )
  })

  it.each([
    ['a span that is none', ['A', 'A', '', '9-17', '', ''], 'times bad_spans'],
    ['a break outside of work', ['A', 'A', '', '09:00-17:00', '18:00-18:15', ''], 'breaks bad_shift'],
    ['too long a shift', ['A', 'A', '', '06:00-23:00', '', ''], 'times shift_too_long'],
    ['spans that overlap', ['A', 'A', '', '09:00-12:00; 11:00-15:00', '', ''], 'times bad_shift'],
    ['a code of four letters', ['A', 'LONG', '', '09:00-17:00', '', ''], 'code bad_code'],
    ['a colour of its own', ['A', 'A', 'mauve', '09:00-17:00', '', ''], 'color bad_shift_color'],
  ])('%s is named by its cell', (_, row, problem) => {
    expect(read(row).problems.map(({ column, code }) => `${column} ${code}`)).toEqual([problem])
  })

  it('of one name twice are refused; a new one needs its code and its times', () => {
    const twice = read(['A', 'A', '', '09:00-17:00', '', ''], ['a', 'A', '', '09:00-17:00', '', ''])
    expect(twice.problems).toMatchObject([{ row: 3, code: 'name_twice' }])
    const known = { known: new Set(['old']), longestMinutes: 960 }
    const { problems } = readTemplateLines(
      [
        ['name', 'color'],
        ['Old', 'red'],
        ['New', 'red'],
      ],
      known,
    )
    expect(problems.map(({ row, column }) => `${row} ${column}`)).toEqual(['3 code', '3 times'])
  })
})

describe('rotations of a file', () => {
  it('name shifts by name or code, and free days', () => {
    const ids = new Map([
      ['early', 'x'],
      ['l', 'y'],
    ])
    const rows = [[...rotationColumns], ['Two', 'Early; l; -', 'yes'], ['Bad', 'Early; Noon', '']]
    expect(readRotationLines(rows, ids, 84)).toMatchObject({
      lines: [{ name: 'Two', days: ['x', 'y', null], disabled: true }, { name: 'Bad' }],
      problems: [{ row: 3, column: 'cycle', code: 'unknown_template' }],
    })
  })
})
