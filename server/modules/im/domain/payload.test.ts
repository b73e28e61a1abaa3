import { describe, expect, it } from 'vitest'
import { encodePayload, readAnswer, readCallback } from './payload'

const conv = '"conv":{"type":0,"target":"robot","line":0}'
const body = (payload: string, more = '') =>
  `{"messageUid":9007199254740993001,"sender":"u1",${conv},"payload":${payload}${more}}`

describe('what the IM delivers', () => {
  it.each([
    ['text', '{"type":1,"searchableContent":" hi "}', { kind: 'text', text: 'hi' }],
    ['text in content', '{"type":1,"content":"hi"}', { kind: 'text', text: 'hi' }],
    ['picture', '{"type":3,"mediaType":1,"remoteMediaUrl":"https://a.b/c%20d.png?x"}', 'picture'],
    ['voice', '{"type":2,"mediaType":2,"remoteMediaUrl":"https://a.b/c"}', 'voice'],
    ['video', '{"type":6,"mediaType":3,"remoteMediaUrl":"https://a.b/c"}', 'video'],
    ['file', '{"type":5,"mediaType":4,"remoteMediaUrl":"https://a.b/%E0"}', 'file'],
    ['unknown type', '{"type":400,"content":"{}"}', { kind: 'unsupported', type: 400 }],
    [
      'fields nobody knows',
      '{"type":"1","searchableContent":"x","foo":{"bar":[]}}',
      { kind: 'text', text: 'x' },
    ],
  ])('%s is read', (_, payload, wanted) => {
    const reading = readCallback(body(payload))
    expect(reading).toMatchObject({
      ok: true,
      message: {
        ...{ messageUid: '9007199254740993001', sender: 'u1', target: 'robot', sentAt: null },
        content: typeof wanted === 'string' ? { kind: wanted } : wanted,
      },
    })
  })

  it.each([
    ['', ''],
    ['[]', ''],
    [`{"messageUid":1,${conv},"payload":{"type":1}}`, 'sender'],
    [`{"messageUid":1,"sender":"u","payload":{"type":1}}`, 'conv'],
    [`{"sender":"u",${conv},"payload":{"type":1,"searchableContent":"x"}}`, 'messageUid'],
    [body('{"searchableContent":"x"}'), 'payload.type'],
    [body('{"type":1,"searchableContent":"  "}'), 'payload.searchableContent'],
    [body('{"type":3,"mediaType":1}'), 'payload.remoteMediaUrl'],
    [body('{"type":3,"mediaType":1,"remoteMediaUrl":"file:///etc/passwd"}'), 'payload.remoteMediaUrl'],
  ])('%s is refused, with the field that is wrong', (text, path) => {
    expect(readCallback(text)).toMatchObject({ ok: false, path })
  })

  it('tells two ids apart that are the same as floating-point numbers', () => {
    const of = (uid: string) =>
      readCallback(`{"messageId":${uid},"sender":"u",${conv},"payload":{"type":1,"searchableContent":"x"}}`)
    const [one, other] = [of('9007199254740993'), of('9007199254740992')]
    expect([one, other].map((r) => r.ok && r.message.messageUid)).toEqual([
      '9007199254740993',
      '9007199254740992',
    ])
  })

  it('leaves words alone that look like an id', () => {
    const said = '"messageUid":12345678901234567890,'
    const reading = readCallback(body(JSON.stringify({ type: 1, searchableContent: said })))
    expect(reading).toMatchObject({ message: { content: { text: said } } })
  })
})

describe('what goes out', () => {
  it('names medium, address, and who speaks', () => {
    const extra = { key: 'k', name: 'Mei', portrait: 'https://a/b.png' }
    expect(encodePayload({ kind: 'text', text: 'hi' }, extra)).toEqual({
      ...{ type: 1, searchableContent: 'hi', extra: JSON.stringify(extra) },
    })
    const numbers = (['picture', 'voice', 'video', 'file'] as const).map(
      (kind) => encodePayload({ kind, url: 'https://a/b', name: 'b' }).mediaType,
    )
    expect(numbers).toEqual([1, 2, 3, 4])
  })
})

describe('an answer', () => {
  it.each([
    ['{"code":0,"msg":"success","result":{"messageUid":9007199254740993001}}', 'taken'],
    ['{"code":0}', 'taken'],
    ['{"code":5,"msg":"sign is invalid"}', 'refused'],
    ['<html>', 'unreadable'],
    ['{"ok":true}', 'unreadable'],
    ['', 'unreadable'],
  ])('%s is %s', (text, kind) => {
    expect(readAnswer(text).kind).toBe(kind)
  })
  it('keeps every digit of the id', () => {
    const read = readAnswer('{"code":0,"result":{"messageUid":9007199254740993001}}')
    expect(read).toEqual({ kind: 'taken', messageUid: '9007199254740993001' })
  })
})
