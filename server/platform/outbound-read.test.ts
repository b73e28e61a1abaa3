import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OutboundRefused } from './outbound'
import { AnswerTooLong, callOut } from './outbound-read'

let base = ''
const sockets = new Set<Socket>()
const server = createServer((request, response) => {
  if (request.url === '/short') return void response.end('short')
  if (request.url === '/long') return void response.end('x'.repeat(5_000))
  if (request.url === '/liar') {
    response.writeHead(200, { 'content-length': '50' }).write('only this')
    return void setImmediate(() => request.socket.destroy())
  }
  if (request.url === '/moved') return void response.writeHead(302, { location: '/short' }).end()
  if (request.url === '/twice') {
    response.end('one')
    request.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\ntwo')
  }
})
server.on('connection', (socket) => {
  sockets.add(socket)
  socket.on('error', () => {})
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

const call = (path: string, more: Partial<Parameters<typeof callOut>[0]> = {}) =>
  callOut({ method: 'GET', url: base + path, timeoutMs: 5_000, maxBytes: 1_000, allowInside: true, ...more })

describe('a call whose answer is read', () => {
  it('answers what came, to its end', async () => {
    expect((await call('/short')).bytes.toString()).toBe('short')
    expect((await call('/moved')).status).toBe(302)
    expect((await call('/twice')).bytes.toString()).toBe('one')
  })
  it('fails where the answer is too long, breaks off, or never comes', async () => {
    await expect(call('/long')).rejects.toThrow(AnswerTooLong)
    await expect(call('/liar')).rejects.toThrow()
    await expect(call('/never', { timeoutMs: 50 })).rejects.toThrow()
  })
  it('does not reach into this network unless it may', async () => {
    await expect(call('/short', { allowInside: false })).rejects.toThrow(OutboundRefused)
    const named = base.replace('127.0.0.1', 'localhost')
    await expect(call('', { url: named, allowInside: false })).rejects.toThrow(OutboundRefused)
  })
})
