import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Double } from '../testing/double'
import { createChat } from './chat'
import { ApiError, createHttp } from './transport/api'
import type { FileStore } from './transport/file-store'
import type { SendFile } from './transport/send-file'
import { createStorage } from './transport/storage'

let double: Double
let base: string
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

/** What a browser keeps over a reload. */
function memory() {
  const entries = new Map<string, string>()
  const files = new Map<string, Blob>()
  const storage = new Proxy({} as globalThis.Storage, {
    get: (_, name) =>
      name === 'getItem'
        ? (key: string) => entries.get(key) ?? null
        : name === 'setItem'
          ? (key: string, value: string) => entries.set(key, value)
          : (key: string) => entries.delete(key),
    ownKeys: () => [...entries.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
  const store: FileStore = {
    put: (id, file) => void files.set(id, file),
    get: async (id) => files.get(id) ?? null,
    remove: (id) => void files.delete(id),
  }
  return { storage, store, files }
}

/** Uploads by fetch, with a gate that a test may close. */
function gate() {
  let open: () => void = () => {}
  let closed: Promise<void> = Promise.resolve()
  const send: SendFile = async ({ url, token, file, onProgress, signal }) => {
    onProgress(0.5)
    await Promise.race([
      closed,
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new ApiError('network', 0)))),
    ])
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' }
    const answer = await fetch(url, { method: 'POST', headers, body: file })
    const body = (await answer.json()) as { id: string; code: string }
    if (answer.status !== 201) throw new ApiError(body.code, answer.status)
    return body.id
  }
  return {
    send,
    close() {
      closed = new Promise((resolve) => {
        open = resolve
      })
    },
    open: () => open(),
  }
}

function load(kept = memory(), line = gate()) {
  const storage = createStorage('shop', kept.storage)
  const ports = { files: kept.store, sendFile: line.send }
  const chat = createChat(createHttp(`${base}/api/v1`), storage, 'shop', ports)
  return { chat, state: chat.store.get, kept, line }
}
const picture = (name = 'tent.png', size = 4) => new File(['x'.repeat(size)], name, { type: 'image/png' })
const shown = ({ state }: ReturnType<typeof load>) =>
  state().messages.map((message) => `${message.kind} ${message.text}`.trim())

beforeEach(async () => {
  double = new Double()
  base = await double.listen()
})
afterEach(() => double.close())

describe('files', () => {
  it('go up, open the conversation when they come first, and leave nothing behind', async () => {
    const window = load()
    await window.chat.start()
    window.chat.sendFile(picture())
    window.chat.send('this one')
    await until(() => expect(shown(window).sort()).toEqual(['picture', 'text this one']))
    expect(window.state()).toMatchObject({ outbox: [], uploads: {} })
    await until(() => expect(window.kept.files.size).toBe(0))
    expect([...double.files.values()].map(String)).toEqual(['xxxx'])
    expect(double.conversations).toHaveLength(1)
  })

  it('do not hold up words written after them, and show how far they have come', async () => {
    const window = load()
    await window.chat.start()
    window.chat.send('hello')
    await until(() => expect(shown(window)).toEqual(['text hello']))
    window.line.close()
    window.chat.sendFile(picture())
    window.chat.send('the picture follows')
    await until(() => expect(shown(window)).toEqual(['text hello', 'text the picture follows']))
    expect(Object.values(window.state().uploads)).toEqual([0.5])
    window.line.open()
    await until(() => expect(shown(window).at(-1)).toBe('picture'))
  })

  it('outlive a reload in the middle of the upload, and are sent once', async () => {
    const first = load()
    await first.chat.start()
    first.line.close()
    first.chat.sendFile(picture())
    await until(() => expect(Object.keys(first.state().uploads)).toHaveLength(1))
    const second = load(first.kept)
    await second.chat.start()
    await until(() => expect(shown(second)).toEqual(['picture']))
    expect(double.last.messages).toHaveLength(1)
  })

  it('that the browser did not keep say so after a reload instead of vanishing', async () => {
    const first = load()
    await first.chat.start()
    first.line.close()
    first.chat.sendFile(picture())
    await until(() => expect(Object.keys(first.state().uploads)).toHaveLength(1))
    first.kept.files.clear()
    const second = load(first.kept)
    await second.chat.start()
    await until(() => expect(second.state().outbox).toMatchObject([{ state: 'refused', code: 'file_gone' }]))
  })

  it('stop when they are cancelled: nothing is sent', async () => {
    const window = load()
    await window.chat.start()
    window.line.close()
    window.chat.sendFile(picture())
    await until(() => expect(Object.keys(window.state().uploads)).toHaveLength(1))
    window.chat.discard(window.state().outbox[0]!.clientMessageId)
    window.line.open()
    window.chat.send('never mind')
    await until(() => expect(shown(window)).toEqual(['text never mind']))
    expect(double.files.size).toBe(0)
    expect(window.state()).toMatchObject({ outbox: [], uploads: {} })
  })

  it.each([
    ['file_empty', picture('empty.png', 0)],
    ['file_too_large', picture('large.png', 10 * 1024 * 1024 + 1)],
    ['unsupported_media_type', new File(['<svg/>'], 'x.svg', { type: 'image/svg+xml' })],
  ])('%s is refused before anything goes up', async (code, file) => {
    const window = load()
    await window.chat.start()
    window.chat.sendFile(file)
    expect(window.state().outbox).toMatchObject([{ state: 'refused', code }])
    window.chat.send('words')
    await until(() => expect(shown(window)).toEqual(['text words']))
    expect(double.requests).not.toContain('POST /attachments')
  })

  it('that the server refuses stand with the reason; a passing failure is tried again', async () => {
    const window = load()
    await window.chat.start()
    double.refuseFiles = { status: 413, code: 'too_large' }
    window.chat.sendFile(picture())
    await until(() =>
      expect(window.state().outbox).toMatchObject([{ state: 'refused', code: 'file_too_large' }]),
    )
    double.refuseFiles = { status: 503, code: 'unavailable' }
    window.chat.retry(window.state().outbox[0]!.clientMessageId)
    await until(() => expect(window.state().outbox).toMatchObject([{ state: 'uploading', attempts: 1 }]))
    double.refuseFiles = null
    await until(() => expect(shown(window)).toEqual(['picture']))
  })
})

describe('what is asked before the first message', () => {
  it('holds the message back until it is answered, and names what is missing', async () => {
    double.asks = ['form.name', 'contact']
    const window = load()
    await window.chat.start()
    window.chat.send('hello')
    await until(() =>
      expect(window.state().needs).toEqual({ kind: 'form', fields: { 'form.name': 'required' } }),
    )
    expect(window.state().outbox).toMatchObject([{ text: 'hello', state: 'waiting' }])
    window.chat.begin({ name: 'Ana' }, null)
    await until(() => expect(window.state().needs?.kind).toBe('contact'))
    window.chat.begin(null, { email: 'ana@example.test' })
    await until(() => expect(shown(window)).toEqual(['text hello']))
    expect(double.opened).toMatchObject([{ form: { name: 'Ana' }, contact: { email: 'ana@example.test' } }])
  })

  it('the topic of the host page goes along, and a category that is gone does not stop the question', async () => {
    const window = load()
    await window.chat.start()
    window.chat.setTopic({ orderId: 'A-1', stage: 'after_sale' })
    window.chat.send('where is it?')
    await until(() => expect(shown(window)).toEqual(['text where is it?']))
    expect(double.opened).toMatchObject([{ topic: { orderId: 'A-1' }, stage: 'after_sale' }])
  })
})

describe('reading back', () => {
  it('shows earlier conversations whole, oldest first, once each, up to the first of all', async () => {
    const window = load()
    await window.chat.start()
    for (let n = 0; n < 7; n += 1) {
      window.chat.startNew()
      window.chat.send(`case ${n}`)
      await until(() => expect(shown(window)).toEqual([`text case ${n}`]))
      for (let line = 0; line < (n === 2 ? 120 : 1); line += 1) double.last.say('agent', `${n}/${line}`)
      double.last.end()
      await until(() => expect(window.state().conversation?.status).toBe('ended'))
    }
    const again = load(window.kept)
    await again.chat.start()
    await until(() => expect(again.state().historyLoaded).toBe(true))
    for (let turn = 0; turn < 20 && again.state().earlierLoad !== 'done'; turn += 1)
      await again.chat.loadEarlier()
    expect(again.state().earlierLoad).toBe('done')
    const earlier = again.state().earlier.map(({ messages }) => [messages[0]?.text, messages.length])
    expect(earlier).toEqual([0, 1, 2, 3, 4, 5].map((n) => [`case ${n}`, n === 2 ? 121 : 2]))
  })

  it('an ended conversation stays readable above a new one', async () => {
    const window = load()
    await window.chat.start()
    window.chat.send('first')
    await until(() => expect(window.state().link).toBe('live'))
    double.last.end()
    await until(() => expect(window.state().conversation?.status).toBe('ended'))
    window.chat.startNew()
    expect(window.state().conversation).toBeNull()
    expect(window.state().earlier.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
      ['first'],
    ])
  })

  it('another customer of the same browser sees nothing of the one before', async () => {
    const window = load()
    await window.chat.start()
    window.chat.send('secret')
    await until(() => expect(shown(window)).toEqual(['text secret']))
    window.chat.startNew()
    await window.chat.identify('lin')
    expect(window.state()).toMatchObject({ earlier: [], messages: [] })
  })
})

describe('acts', () => {
  async function talking() {
    const window = load()
    await window.chat.start()
    window.chat.send('hello')
    await until(() => expect(window.state().link).toBe('live'))
    return window
  }

  it('any word of the customer stops the countdown and answers the question whether it is solved', async () => {
    const window = await talking()
    double.last.remind(new Date(Date.now() + 120_000).toISOString())
    await until(() => expect(window.state().conversation?.countdownEndsAt).not.toBeNull())
    window.chat.send('still here')
    await until(() => expect(window.state().conversation?.countdownEndsAt).toBeNull())
    double.last.append('status', { status: 'awaiting_confirmation' })
    await until(() => expect(window.state().conversation?.status).toBe('awaiting_confirmation'))
    window.chat.send('one more thing')
    await until(() => expect(window.state().conversation?.status).toBe('awaiting_agent'))
  })

  it('a message that is taken back keeps nothing of what it said, for who was there and who comes later', async () => {
    const window = await talking()
    const said = double.last.say('agent', 'a slip')
    await until(() => expect(shown(window)).toContain('text a slip'))
    double.last.recall(said)
    await until(() => expect(shown(window)).toEqual(['text hello', 'text']))
    await window.chat.recall(window.state().messages[0]!.id)
    await until(() => expect(shown(window)).toEqual(['text', 'text']))
    const later = load(window.kept)
    await later.chat.start()
    await until(() => expect(shown(later)).toEqual(['text', 'text']))
  })

  it('a quote and an own order travel with their message, the rest is left to the server', async () => {
    const window = await talking()
    const seq = window.state().messages[0]!.seq
    window.chat.quote(seq)
    window.chat.send('about this')
    window.chat.sendOrder({ kind: 'order', id: 'A-1', title: 'Tent', amount: 'EUR 289.00' })
    await until(() => expect(window.state().messages).toHaveLength(3))
    expect(double.last.messages.slice(1).map(({ meta }) => meta)).toEqual([
      { quoteSeq: seq },
      { card: { kind: 'order', id: 'A-1' } },
    ])
    expect(window.state().quoteSeq).toBeNull()
  })

  it('the choice in the queue, the contact and the tags of a rating reach the server', async () => {
    const window = await talking()
    await window.chat.choose('message')
    expect(double.last.choices).toEqual(['message'])
    await window.chat.giveContact({ phone: '+49 30 1' })
    await until(() => expect(window.state().conversation?.contact).toEqual({ phone: '+49 30 1' }))
    double.last.end()
    await window.chat.rate(5, ['kind'], ' ')
    await until(() => expect(window.state().conversation?.rating).toMatchObject({ score: 5, tags: ['kind'] }))
  })
})
