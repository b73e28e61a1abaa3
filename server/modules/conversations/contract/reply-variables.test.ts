import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillReply, findGaps, replyValuesOf, replyVariables, unknownVariables } from './reply-variables'

const values = { 'customer.name': 'Lin Wei', 'customer.email': '', 'agent.name': 'Mei', 'order.id': null }

describe('variables of a quick reply', () => {
  it.each([
    ['Hello {{customer.name}}, I am {{ agent.name }}.', 'Hello Lin Wei, I am Mei.', []],
    ['To {{customer.email}}', 'To {{customer.email}}', ['customer.email']],
    ['Order {{order.id}} of {{customer.name}}', 'Order {{order.id}} of Lin Wei', ['order.id']],
    ['{{nonsense}} {{constructor}}', '{{nonsense}} {{constructor}}', ['nonsense', 'constructor']],
    ['您好 {{客户}}', '您好 {{客户}}', ['客户']],
    ['{{}} { {a}} {{a b}}', '{{}} { {a}} {{a b}}', []],
  ])('%s becomes %s', (text, filled, gaps) => {
    const result = fillReply(text, values)
    expect(result.text).toBe(filled)
    expect(result.gaps.map(({ name }) => name)).toEqual(gaps)
  })

  it('says exactly where each gap stands, and a filled value is never read as a variable again', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(...replyVariables, 'unknown').map((name) => `{{${name}}}`),
    )
    const known = fc.record({ 'customer.name': fc.constantFrom('{{agent.name}}', 'Ana', '$&', ' ') })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), known, (parts, given) => {
        const { text, gaps } = fillReply(parts.join(''), given)
        for (const { start, end, name } of gaps) {
          expect(text.slice(start, end)).toMatch(/^\{\{.*\}\}$/u)
          expect(text.slice(start, end)).toContain(name)
        }
        const inserted = given['customer.name'] === '{{agent.name}}'
        if (!inserted) expect(findGaps(text)).toEqual(gaps)
      }),
    )
  })

  it('takes from the contact what the customer did not say, and the order from the topic', () => {
    const facts = {
      ...{ number: 20413, topic: 'order:A-1', agentName: null, channelName: 'Shop', groupName: null },
      customer: { name: '林伟', email: null, phone: '138' },
      contact: { email: 'lin@example.com', phone: '139' },
    }
    expect(replyValuesOf(facts, 'Mei')).toEqual({
      ...{ 'customer.name': '林伟', 'customer.email': 'lin@example.com', 'customer.phone': '138' },
      ...{ 'agent.name': 'Mei', 'conversation.number': '20413', 'order.id': 'A-1' },
      ...{ 'channel.name': 'Shop', 'group.name': null },
    })
    expect(replyValuesOf({ ...facts, topic: 'general', agentName: 'Ada' }, 'Mei')).toMatchObject({
      ...{ 'agent.name': 'Ada', 'order.id': null },
    })
  })

  it('names what can never be filled', () => {
    expect(unknownVariables('{{customer.name}} {{order}} {{order}}')).toEqual(['order'])
  })
})
