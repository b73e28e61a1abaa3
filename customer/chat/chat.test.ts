import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Double } from '../testing/double'
import { createChat } from './chat'
import { createHttp } from './transport/api'
import { createStorage } from './transport/storage'

/** Storage as a browser has it, shared by the chats of one test as by the loads of one page. */
function browserStorage(): globalThis.Storage {
  const entries: Record<string, string> = {}
  const methods = {
    getItem: (key: string) => entries[key] ?? null,
    setItem: (key: string, value: string) => {
      entries[key] = value
    },
    removeItem: (key: string) => {
      delete entries[key]
    },
  }
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(entries, name, { value, enumerable: false })
  }
  return entries as unknown as globalThis.Storage
}

let double: Double
let base: string
let backing: globalThis.Storage
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

function load(channelKey = 'shop') {
  const chat = createChat(createHttp(`${base}/api/v1`), createStorage(channelKey, backing), channelKey)
  const texts = () => chat.store.get().messages.map((message) => message.text)
  return { chat, texts, state: chat.store.get }
}

beforeEach(async () => {
  double = new Double()
  base = await double.listen()
  backing = browserStorage()
})
afterEach(() => double.close())

describe('chat against the protocol double', () => {
  it('the first message opens the conversation, the next ones follow in order, answers arrive by the stream', async () => {
    const { chat, texts, state } = load()
    await chat.start()
    for (const text of ['one', 'two', 'three']) chat.send(text)
    await until(() => expect(texts()).toEqual(['one', 'two', 'three']))
    await until(() => expect(state().link).toBe('live'))
    double.last.say('agent', 'four')
    await until(() => expect(texts()).toEqual(['one', 'two', 'three', 'four']))
    expect(state().conversation?.agent?.name).toBe('Mei Tanaka')
    expect(double.conversations).toHaveLength(1)
  })

  it('whoever comes after a signed-in customer finds nothing of them in the browser, and a visitor who signs in keeps theirs', async () => {
    const left = () => Object.keys(backing).map((key) => key.replace('switchyard:shop:', ''))
    const visitor = load()
    await visitor.chat.start()
    visitor.chat.storage.set('draft', 'half a question')
    await visitor.chat.identify('lin')
    expect(left()).toContain('draft')
    const same = load()
    same.chat.session.configure({ identityToken: 'lin' })
    await same.chat.start()
    expect(left()).toContain('draft')
    // Signed out at the shop, which never said so.
    await load().chat.start()
    await until(() => expect(left()).toEqual([]))
  })

  it('answers that get lost on the way double nothing', async () => {
    double.loseAnswers = 2
    const { chat, texts, state } = load()
    await chat.start()
    chat.send('one')
    chat.send('two')
    await until(() => expect(texts()).toEqual(['one', 'two']))
    await until(() => expect(state().outbox).toEqual([]))
    expect(double.last.messages).toHaveLength(2)
  })

  it('what is refused for being too much at once is kept and sent once it may, in order', async () => {
    const { chat, texts, state } = load()
    await chat.start()
    chat.send('hello')
    await until(() => expect(texts()).toEqual(['hello']))
    double.tooMany = 2
    for (const text of ['one', 'two', 'three']) chat.send(text)
    await until(() => expect(state().outbox[0]?.attempts).toBe(1))
    expect(state().outbox.map(({ text, state: stands }) => [text, stands === 'refused'])).toEqual([
      ['one', false],
      ['two', false],
      ['three', false],
    ])
    await until(() => expect(texts()).toEqual(['hello', 'one', 'two', 'three']))
    await until(() => expect(state().outbox).toEqual([]))
    expect(double.last.messages).toHaveLength(4)
  })

  it('after a cut it goes on from the last entry seen, without a gap and without doubles', async () => {
    const { chat, texts, state } = load()
    await chat.start()
    chat.send('hello')
    await until(() => expect(state().link).toBe('live'))
    for (let round = 0; round < 3; round += 1) {
      double.cutStreams()
      double.last.note()
      double.last.say('agent', `answer ${round}`)
      chat.reconnect()
      await until(() => expect(texts().at(-1)).toBe(`answer ${round}`))
    }
    expect(texts()).toEqual(['hello', 'answer 0', 'answer 1', 'answer 2'])
    expect(state().conversation).toMatchObject({ lastSeq: double.last.view.lastSeq })
  })

  it('what is written while the server is down is sent when it is back, also after a reload', async () => {
    const first = load()
    await first.chat.start()
    first.chat.send('before')
    await until(() => expect(first.texts()).toEqual(['before']))
    double.down = true
    first.chat.send('while down')
    await until(() => expect(first.state().outbox[0]?.attempts).toBe(1))
    double.down = false
    const second = load()
    await second.chat.start()
    await until(() => expect(second.texts()).toEqual(['before', 'while down']))
    expect(double.last.messages).toHaveLength(2)
  })

  it('an expired token is renewed without losing the customer', async () => {
    const { chat, texts } = load()
    await chat.start()
    chat.send('before')
    await until(() => expect(texts()).toEqual(['before']))
    double.expireTokens()
    double.cutStreams()
    chat.send('after')
    await until(() => expect(texts()).toEqual(['before', 'after']))
    double.last.say('agent', 'still here')
    chat.hurry()
    await until(() => expect(texts()).toContain('still here'))
    expect(double.conversations).toHaveLength(1)
  })

  it('a reload shows the open conversation with all earlier messages, page by page', async () => {
    const first = load()
    await first.chat.start()
    first.chat.send('0')
    await until(() => expect(first.texts()).toEqual(['0']))
    for (let n = 1; n <= 250; n += 1) double.last.say(n % 2 ? 'agent' : 'customer', String(n))
    const second = load()
    await second.chat.start()
    await until(() => expect(second.state().historyLoaded).toBe(true))
    expect(second.texts()).toEqual(Array.from({ length: 251 }, (_, n) => String(n)))
  })

  it('a refused message stays with its reason, does not hold up the next, and can be discarded', async () => {
    const { chat, texts, state } = load()
    await chat.start()
    chat.send('one')
    await until(() => expect(texts()).toEqual(['one']))
    chat.send('refuse me')
    chat.send('two')
    await until(() => expect(texts()).toEqual(['one', 'two']))
    expect(state().outbox).toMatchObject([{ text: 'refuse me', state: 'refused', code: 'invalid_input' }])
    chat.discard(state().outbox[0]!.clientMessageId)
    expect(load().chat.storage.names('out:')).toEqual([])
  })

  it('a message that met an ended conversation is kept, and opens a new one when the customer wants', async () => {
    const { chat, texts, state } = load()
    await chat.start()
    chat.send('one')
    await until(() => expect(state().link).toBe('live'))
    double.last.end()
    chat.send('too late')
    await until(() => expect(state().outbox[0]?.code).toBe('conversation_ended'))
    chat.startNew()
    chat.retry(state().outbox[0]!.clientMessageId)
    await until(() => expect(texts()).toEqual(['too late']))
    expect(double.conversations).toHaveLength(2)
  })

  it('the queue place moves live, and leaving the queue ends the conversation', async () => {
    double.scene = 'queue'
    const { chat, state } = load()
    await chat.start()
    chat.send('one')
    await until(() => expect(state().link).toBe('live'))
    double.last.fleeting('queue', {
      patch: { queue: { position: 2, estimatedWaitSeconds: 60, choice: null } },
    })
    await until(() => expect(state().conversation?.queue?.position).toBe(2))
    await chat.leaveQueue()
    await until(() => expect(state().conversation?.status).toBe('ended'))
  })

  it('a signed-in customer leaves nothing behind for the next visitor of the browser', async () => {
    const first = load()
    first.chat.session.configure({ identityToken: 'lin' })
    await first.chat.start()
    first.chat.send('secret')
    await until(() => expect(first.texts()).toEqual(['secret']))
    const second = load()
    await second.chat.start()
    expect(second.state().conversation).toBeNull()
  })

  it('an unknown channel fails with its code and can be tried again', async () => {
    const { chat, state } = load('nowhere')
    await chat.start()
    expect(state()).toMatchObject({ phase: 'failed', failure: 'not_found' })
  })
})
