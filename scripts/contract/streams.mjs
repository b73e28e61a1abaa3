import assert from 'node:assert/strict'
import { expectProblem } from './checks.mjs'

const WAIT_MS = 15_000

/** An event stream as a browser reads it: waits for entries instead of times. */
export async function openStream(url, { token, headers = {} }) {
  const stop = new AbortController()
  const answer = await fetch(url, {
    signal: stop.signal,
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers },
  })
  if (!answer.ok) {
    const text = await answer.text()
    return { answer: { status: answer.status, headers: answer.headers, body: parse(text) }, close() {} }
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  const entries = []
  let rest = ''
  const readOn = async () => {
    const { value, done } = await reader.read()
    if (done) throw new Error('the stream ended')
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const entry = entryOf(block)
      if (entry.event) entries.push(entry)
    }
  }
  return {
    answer: { status: answer.status, headers: answer.headers },
    entries,
    /** The first entry that fits, now or later. */
    async until(fits, what) {
      const limit = setTimeout(() => stop.abort(new Error(`${what} did not come`)), WAIT_MS)
      try {
        for (;;) {
          const found = entries.find(fits)
          if (found) return found
          await readOn()
        }
      } finally {
        clearTimeout(limit)
      }
    },
    close: () => stop.abort(),
  }
}

function entryOf(block) {
  const entry = { id: null, event: null, data: null }
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name === 'id') entry.id = Number(value)
    if (name === 'event') entry.event = value
    if (name === 'data') entry.data = parse(value)
  }
  return entry
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The customer's stream of one conversation that is open. */
export async function checkStreams(kit, { conversationId, token, stranger, say }) {
  const url = `${kit.caller.base}/conversations/${conversationId}/events`
  const opened = []
  const open = async (more) => {
    const stream = await openStream(more.url ?? url, { token, ...more })
    opened.push(stream)
    return stream
  }
  await kit.check('stream: greets, and tells what is said while it is open', async () => {
    const stream = await open({})
    assert.match(stream.answer.headers.get('content-type') ?? '', /^text\/event-stream/)
    await stream.until(({ event }) => event === 'hello', 'a greeting')
    const message = await say('A word on the stream')
    const told = await stream.until(({ data }) => data?.message?.id === message.id, 'the message')
    assert.equal(told.id, message.seq, 'the entry has another place than the message')
  })
  await kit.check('stream: resumes after the last entry that was seen, without gap or repeat', async () => {
    const from = await say('Before the break')
    const after = await say('After the break')
    const stream = await open({ headers: { 'last-event-id': String(from.seq) } })
    await stream.until(({ id }) => id === after.seq, 'what came after the break')
    const places = stream.entries.map(({ id }) => id).filter((id) => id !== null)
    assert.ok(
      places.every((id, index) => id > from.seq && (index === 0 || id > places[index - 1])),
      `places came as ${places}`,
    )
  })
  await kit.check('stream: a place that does not exist yet is answered with resync', async () => {
    const stream = await open({ url: `${url}?after=999999` })
    await stream.until(({ event }) => event === 'resync', 'resync')
  })
  await kit.check('stream: refuses a wrong place, a stranger and nobody', async () => {
    expectProblem((await open({ url: `${url}?after=-1` })).answer, 400, 'invalid_input')
    expectProblem((await open({ token: stranger })).answer, 404, 'not_found')
    expectProblem((await open({ token: 'none' })).answer, 401, 'unauthenticated')
  })
  for (const stream of opened) stream.close()
}
