import { describe, expect, it } from 'vitest'
import type { ProcedureStep } from '@/server/modules/knowledge/contract'
import { fillIn } from './fill-in'

const ask = (field: string): ProcedureStep => ({
  ...{ kind: 'ask', key: 'a', texts: { en: '', zh: '' }, field, target: { to: 'next' } },
})
const said = (field: string, answer: string | null) => ({ step: ask(field), answer })

describe('text for the customer', () => {
  it.each([
    ['Order {{Order}}.', [said('order', 'A-1')], 'Order A-1.'],
    ['{{ order }} and {{order}}', [said('order', 'A-1'), said('order', 'B-2')], 'B-2 and B-2'],
    ['{{other}} stays', [said('order', 'A-1')], '{{other}} stays'],
    ['{{order}} erased', [said('order', null)], '{{order}} erased'],
    ['no { gap } here', [], 'no { gap } here'],
    ['{{order}}', [said('order', '$& {{order}}')], '$& {{order}}'],
  ])('%s', (text, steps, expected) => {
    expect(fillIn(text, steps)).toBe(expected)
  })
})
