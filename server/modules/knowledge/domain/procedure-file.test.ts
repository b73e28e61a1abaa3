import { describe, expect, it } from 'vitest'
import { procedureInput } from '../contract'
import { categoryFinder, categoryPaths } from './category-names'
import { readProcedureFile } from './procedure-file'

const guidelines = {
  'Lamp Trouble': {
    description: 'lamps and bulbs',
    subflows: {
      Flicker: {
        actions: [
          {
            type: 'interaction',
            button: 'Find Lamp',
            text: 'Start by asking the customer for the serial number.',
            subtext: ['On the foot', 'If it cannot be read, use the Lost Number subflow'],
          },
          { type: 'kb query', button: 'Check Warranty', text: 'Compare the date:', subtext: [] },
          { type: 'communication', button: 'N/A', text: 'Tell them what you found.', subtext: [] },
          { type: 'interaction', button: 'Find Lamp', text: 'Press it again', subtext: [] },
        ],
        instructions: ['Lamps flicker when loose.', 'Wish them a good day.'],
      },
      'Lost Number': { actions: [], instructions: ['Look at the order.'] },
    },
  },
  Chairs: { description: '', subflows: { Flicker: { actions: [], instructions: ['A chair?'] } } },
}

describe("a shop's guidelines", () => {
  const { rows, problems, warnings } = readProcedureFile(JSON.stringify(guidelines))
  it('become one procedure a subflow, that can be walked', () => {
    expect(problems).toEqual([])
    expect(rows.map(({ procedure }) => [procedure.topic, procedure.names.en])).toEqual([
      ['Lamp Trouble', 'Lamp Trouble: Flicker'],
      ['Lamp Trouble', 'Lost Number'],
      ['Chairs', 'Chairs: Flicker'],
    ])
    for (const { procedure } of rows) {
      const { categories: _, ...rest } = procedure
      expect(procedureInput.safeParse({ ...rest, categoryIds: [] }).error?.issues).toBeUndefined()
    }
  })
  it('keep order, words and buttons: what is found out is asked, what is looked up is checked', () => {
    expect(rows[0]?.procedure.steps).toMatchObject([
      { kind: 'act', key: 'begin', texts: { en: 'Lamps flicker when loose.' } },
      { kind: 'ask', key: 'find-lamp', field: 'Find Lamp' },
      { kind: 'check', key: 'check-warranty', texts: { en: 'Compare the date:' } },
      { kind: 'act', key: 'communication', label: '' },
      { kind: 'act', key: 'find-lamp-2', label: 'Find Lamp' },
      { kind: 'end', key: 'end', texts: { en: 'Wish them a good day.' } },
    ])
  })
  it('tell what stays prose', () => {
    expect(warnings.map(({ code, value }) => [code, value])).toEqual([
      ['name_changed', 'Flicker'],
      ['condition_as_text', 'If it cannot be read, use the Lost Number subflow'],
      ['mentions_procedure', 'Lost Number'],
      ['name_changed', 'Flicker'],
    ])
  })
})

describe('a file that is none', () => {
  it.each([
    ['{', 'not_json'],
    ['{"a": 1}', 'no_procedures'],
    ['"text"', 'no_procedures'],
    ['[1]', 'bad_value'],
  ])('%s is refused with a reason', (text, code) => {
    expect(readProcedureFile(text).problems).toMatchObject([{ code }])
  })
  it('names what stands in it twice', () => {
    const one = { names: { en: 'A' }, steps: [] }
    expect(readProcedureFile(JSON.stringify([one, one])).problems).toMatchObject([{ row: 2, code: 'twice' }])
  })
})

describe('a category', () => {
  const categories = [
    { id: '1', parentId: null, en: 'Orders', zh: '订单' },
    { id: '2', parentId: '1', en: 'Late', zh: '晚到' },
    { id: '3', parentId: null, en: 'Bills', zh: '账单' },
    { id: '4', parentId: '3', en: 'Late', zh: '逾期' },
  ]
  it.each([
    ['orders / late', '2'],
    ['账单 / 逾期', '4'],
    ['晚到', '2'],
    ['Bills', '3'],
    ['Late', null],
    ['', null],
  ])('%s is found by its path, or by a name of its own', (text, id) => {
    expect(categoryFinder(categories)(text)).toBe(id)
  })
  it('has its path in files', () => {
    expect(categoryPaths(categories).get('4')).toBe('Bills / Late')
  })
})
