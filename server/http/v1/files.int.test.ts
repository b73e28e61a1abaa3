import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { filePath, sweepUploads } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario, type Scenario } from '@/server/platform/testing/scenario'
import { limits } from '../limits'
import { useApiServer } from '../testing/serve-api'

useTestDatabase()
const server = useApiServer()
let scenario: Scenario
beforeAll(async () => {
  scenario = await buildScenario([
    { name: 'Mei', capacity: 100 },
    { name: 'Bo', capacity: 0 },
  ])
})

type Uploaded = {
  status: number
  body: {
    id: string
    name: string
    mediaType: string
    width: number | null
    fields?: { path: string; message: string }[]
    code?: string
  }
}

async function upload(token: string | null, content: Uint8Array | string, name: string): Promise<Uploaded> {
  const form = new FormData()
  form.set('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
  const response = await fetch(`${server.base()}/api/v1/attachments`, {
    method: 'POST',
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
    body: form,
  })
  return { status: response.status, body: (await response.json()) as Uploaded['body'] }
}

/** A file as it comes over the wire, bytes and headers. */
async function download(token: string, id: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.base()}/api/v1/attachments/${id}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  })
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, body, Buffer.alloc(4)])
}

/** A PNG whose header says this size; its content is one line, whatever the header says. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.alloc(width + 1))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A second of silence, as every player reads it. */
function wav(bytes = 8_000): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes, 40)
  return Buffer.concat([head, randomBytes(bytes)])
}

async function sent(kind: string, content: Uint8Array | string, name: string) {
  const one = await server.opened(scenario)
  const { body } = await upload(one.token, content, name)
  const answer = await one.api.post(`/conversations/${one.id}/messages`, {
    ...{ clientMessageId: newId(), kind, attachmentId: body.id },
  })
  return { ...one, fileId: body.id, answer }
}

describe('what is refused', () => {
  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'logo.svg', 415],
    [
      'an SVG that calls itself a picture',
      '<?xml version="1.0"?><svg><script>1</script></svg>',
      'a.png',
      415,
    ],
    ['a page', '<!DOCTYPE html><html><script>alert(1)</script></html>', 'page.html', 415],
    ['a page that calls itself text', 'hello <script src=//evil></script>', 'note.txt', 415],
    ['a page with a mark before it', '\ufeff<html><body>x', 'x.txt', 415],
    ['a broken-off tag', 'a < img src=x onerror=alert(1)>', 'x.txt', 415],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000b8000000', 'hex'), 'photo.jpg', 415],
    [
      'a script in bytes that are no text',
      Buffer.concat([Buffer.from('<script>'), Buffer.from([0, 255])]),
      'x.txt',
      415,
    ],
    ['a picture that is only a signature', png(10, 10).subarray(0, 12), 'cut.png', 415],
    ['a picture without any size', png(0, 10), 'flat.png', 415],
    ['10,000 × 10,000 pixels', png(10_000, 10_000), 'bomb.png', 413],
    ['4 billion pixels across', png(4_000_000_000, 1), 'wide.png', 413],
    ['nothing', '', 'empty.txt', 400],
    ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1, 65), 'big.txt', 413],
    ['far more than 10 MB', Buffer.alloc(12 * 1024 * 1024, 65), 'huge.txt', 413],
  ])('%s', async (_, content, name, status) => {
    const { token } = await server.visitor(scenario)
    const { rows: before } = await pool().query('select count(*)::int as n from attachments')
    expect((await upload(token, content, name)).status).toBe(status)
    expect((await pool().query('select count(*)::int as n from attachments')).rows).toEqual(before)
  })

  it('says how large a picture may be', async () => {
    const { token } = await server.visitor(scenario)
    expect((await upload(token, png(10_000, 10_000), 'bomb.png')).body).toMatchObject({
      code: 'too_large',
      fields: [{ path: 'file', message: expect.stringContaining('10000 × 10000') }],
    })
  })

  it('an upload by nobody, and by an old token', async () => {
    expect((await upload(null, 'text', 'a.txt')).status).toBe(401)
    expect((await upload('swc_old.token', 'text', 'a.txt')).status).toBe(401)
  })

  it('more uploads of one person than a minute allows, and nobody else waits for it', async () => {
    const { token } = await server.visitor(scenario)
    const answers = []
    for (let n = 0; n <= limits.uploads.points; n += 1)
      answers.push((await upload(token, 'x', 'a.txt')).status)
    expect(answers.filter((status) => status === 201)).toHaveLength(limits.uploads.points)
    expect(answers.at(-1)).toBe(429)
    const { token: other } = await server.visitor(scenario)
    expect((await upload(other, 'x', 'a.txt')).status).toBe(201)
  })

  it.each([
    ['picture', 'a text'],
    ['video', png(2, 2)],
    ['voice', png(2, 2)],
  ])('a %s whose content is something else', async (kind, content) => {
    const { answer } = await sent(kind, content, 'x')
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'kind' }] } })
  })

  it("somebody else's upload in an own message", async () => {
    const stranger = await server.visitor(scenario)
    const { body } = await upload(stranger.token, 'mine', 'a.txt')
    const { api, id } = await server.opened(scenario)
    const message = { clientMessageId: newId(), kind: 'file', attachmentId: body.id }
    expect(await api.post(`/conversations/${id}/messages`, message)).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'attachmentId' }] },
    })
  })
})

describe('what is kept', () => {
  it('has a name that says what it is', async () => {
    const { token } = await server.visitor(scenario)
    const names = await Promise.all(
      (
        [
          ['../../etc/rec\u202etxt.exe', 'plain'],
          ['C:\\temp\\run.bat', 'plain'],
          ['photo.exe', png(3, 2)],
        ] as const
      ).map(async ([name, content]) => (await upload(token, content, name)).body.name),
    )
    expect(names).toEqual(['rectxt.exe.txt', 'run.bat.txt', 'photo.exe.png'])
  })

  it('knows the size of a picture and the length of a recording', async () => {
    const { token } = await server.visitor(scenario)
    expect((await upload(token, png(30, 20), 'a.png')).body).toMatchObject({ width: 30, height: 20 })
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(wav())]), 'voice.wav')
    form.set('durationMs', '1000')
    const response = await fetch(`${server.base()}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    })
    expect(await response.json()).toMatchObject({ mediaType: 'audio/wav', durationMs: 1_000, width: null })
  })
})

describe('a download', () => {
  it('never runs in a browser: a text is saved, a picture shown in a sandbox', async () => {
    const text = await sent('file', 'a receipt', 'receipt.txt')
    const asText = await download(text.token, text.fileId)
    expect(asText.bytes.toString()).toBe('a receipt')
    const picture = await sent('picture', png(2, 2), '退货 "label".png')
    const asPicture = await download(picture.token, picture.fileId)
    for (const { headers } of [asText, asPicture]) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
      expect(headers.get('cache-control')).toBe('private, no-cache')
    }
    expect(asText.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''receipt\.txt$/)
    expect(asPicture.headers.get('content-disposition')).toMatch(/^inline; filename\*=UTF-8''[\w%.-]+$/)
  })

  it('gives the part that a player asks for', async () => {
    const sound = wav()
    const { token, fileId } = await sent('voice', sound, 'voice.wav')
    const part = await download(token, fileId, { range: 'bytes=100-199' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${sound.length}`)
    expect(part.bytes.equals(sound.subarray(100, 200))).toBe(true)
    const end = await download(token, fileId, { range: 'bytes=-10' })
    expect(end.bytes.equals(sound.subarray(-10))).toBe(true)
    const past = await download(token, fileId, { range: `bytes=${sound.length}-` })
    expect([past.status, past.headers.get('content-range')]).toEqual([416, `bytes */${sound.length}`])
    const whole = await download(token, fileId)
    expect(whole.bytes.equals(sound)).toBe(true)
    const again = await download(token, fileId, { 'if-none-match': whole.headers.get('etag') ?? '' })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
  })

  it('is for those who take part: its customer and its agent, and for everybody else not there', async () => {
    const { token, fileId } = await sent('file', 'private', 'a.txt')
    const [mei, bo] = [await server.agent(scenario.agents.Mei), await server.agent(scenario.agents.Bo)]
    const stranger = await server.opened(scenario)
    const statuses = await Promise.all(
      [token, mei.token, bo.token, stranger.token].map(async (t) => (await download(t, fileId)).status),
    )
    expect(statuses).toEqual([200, 200, 404, 404])
    expect((await server.anyone.get(`/attachments/${fileId}`)).status).toBe(401)
    expect((await download(token, newId())).status).toBe(404)
  })

  it('of a file in a note is not for the customer', async () => {
    const { id, token } = await server.opened(scenario)
    const mei = await server.agent(scenario.agents.Mei)
    const { body } = await upload(mei.token, 'only inside', 'a.txt')
    const note = { clientMessageId: newId(), kind: 'note', text: 'look', attachmentId: body.id }
    expect((await mei.api.post(`/agent/conversations/${id}/messages`, note)).status).toBe(201)
    expect((await download(token, body.id)).status).toBe(404)
    expect((await download(mei.token, body.id)).status).toBe(200)
  })

  it('of what is not sent yet is only for whoever uploaded it', async () => {
    const one = await server.visitor(scenario)
    const { body } = await upload(one.token, 'not yet', 'a.txt')
    expect((await download(one.token, body.id)).status).toBe(200)
    const mei = await server.agent(scenario.agents.Mei)
    expect((await download(mei.token, body.id)).status).toBe(404)
  })
})

describe('what is never sent', () => {
  it('is removed after a day, row and bytes; what was sent, and what is young, stays', async () => {
    const { fileId: kept } = await sent('file', 'sent', 'a.txt')
    const { token } = await server.visitor(scenario)
    const { body: old } = await upload(token, 'old', 'a.txt')
    const { body: young } = await upload(token, 'young', 'a.txt')
    await pool().query(`update attachments set created_at = now() - interval '25 hours' where id = any($1)`, [
      [kept, old.id],
    ])
    expect(await sweepUploads()).toBe(1)
    const statuses = [kept, old.id, young.id].map((id) => existsSync(filePath(id)))
    expect(statuses).toEqual([true, false, true])
    expect((await download(token, old.id)).status).toBe(404)
    expect(await sweepUploads()).toBe(0)
  })
})
