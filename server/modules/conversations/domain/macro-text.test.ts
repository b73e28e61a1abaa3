import { describe, expect, it } from 'vitest'
import { fillText } from './macro-text'

const facts = {
  customer: { name: '林伟', email: null, phone: '138' },
  agent: { name: 'Mei' },
  conversation: { number: 20413, topic: 'general' },
}

describe('the text of a macro', () => {
  it.each([
    ['{{customer.name}}，您好，我是{{ agent.name }}', '林伟，您好，我是Mei', []],
    ['No. {{conversation.number}}', 'No. 20413', []],
    ['to {{customer.email}}', 'to {{customer.email}}', ['customer.email']],
    ['{{nobody.knows}} {{constructor}}', '{{nobody.knows}} {{constructor}}', ['nobody.knows', 'constructor']],
  ])('%s', (text, filled, gaps) => {
    expect(fillText(text, facts)).toEqual({ text: filled, gaps })
  })

  it('does not fill what a value brings along', () => {
    const sly = { ...facts, customer: { ...facts.customer, name: '{{agent.name}}' } }
    expect(fillText('{{customer.name}}', sly).text).toBe('{{agent.name}}')
  })
})
