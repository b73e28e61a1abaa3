import { describe, expect, it } from 'vitest'
import { afterCall } from './call-back'
import { chatLine, tellingMail } from './customer-words'
import { dialLink } from './phone'

const values = { phone: '+49 30 (12) 34-56', agent: 'a&b', call: 'c/1' }

describe('a link that dials', () => {
  it.each([
    ['tel:{phone}', 'tel:+4930123456'],
    ['sip:{phone}@pbx.example', 'sip:+4930123456@pbx.example'],
    [
      'https://pbx.example/dial?to={phone}&who={agent}&id={call}',
      'https://pbx.example/dial?to=%2B4930123456&who=a%26b&id=c%2F1',
    ],
    ['https://pbx.example/{other}?to={phone}', 'https://pbx.example/{other}?to=%2B4930123456'],
  ])('%s', (template, link) => expect(dialLink(template, values)).toBe(link))

  it('takes nothing of a number but its digits', () => {
    expect(dialLink('tel:{phone}', { ...values, phone: '1;ext=2&x=<script>3' })).toBe('tel:123')
  })
})

describe('a call-back after the call', () => {
  const later = new Date('2026-11-22T10:00:00Z')
  it.each([
    ['reached', null, 'done'],
    ['reached', later, 'done'],
    ['not_reached', null, 'done'],
    ['not_reached', later, 'waiting'],
    ['try_again', later, 'waiting'],
    ['wrong_number', later, 'done'],
  ] as const)('%s, %s: %s', (result, dueAt, state) => {
    expect(afterCall(result, dueAt)).toEqual({ state, dueAt: state === 'waiting' ? dueAt : null })
  })
})

describe('what a customer hears of a ticket', () => {
  const telling = {
    number: 7,
    title: 'Kettle',
    by: 'Mei',
    text: 'On its way.',
    solved: false,
    language: 'en',
  }
  it('is in their language, and says only what is for them', () => {
    expect(chatLine(telling)).toBe('Ticket T-7, Kettle. Mei wrote:\nOn its way.')
    expect(chatLine({ ...telling, text: '', solved: true, language: 'zh-CN' })).toBe(
      '工单 T-7 已解决：Kettle',
    )
  })
  it('has a subject of one line, whatever the title', () => {
    const mail = tellingMail({ ...telling, title: 'a\nb' }, { organization: 'Fern\r\nBcc: x', link: null })
    expect(mail.subject).not.toMatch(/[\r\n]/)
    expect(mail.text).toContain('Open the chat with us to answer.')
  })
})
