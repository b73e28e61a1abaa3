import { Agent, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type Listener, startListener } from './listener'

let listener: Listener
const agents: Agent[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy()
  for (const socket of sockets.splice(0)) socket.destroy()
  await listener.close({ limitMs: 0, patienceMs: 0 })
})

const keepAlive = () => {
  const agent = new Agent({ keepAlive: true })
  agents.push(agent)
  return agent
}
const ask = (agent: Agent) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get({ port: listener.port, host: '127.0.0.1', agent }, (response) => resolve(response.resume())).on(
      'error',
      reject,
    )
  })
const open = async () => {
  const socket = connect(listener.port, '127.0.0.1')
  sockets.push(socket)
  await new Promise((resolve) => socket.once('connect', resolve))
  return socket
}
const answerOn = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (data) => {
      text += data
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => {})
  })

const start = async () => {
  listener = await startListener({ host: '127.0.0.1', port: 0 })
  listener.mount(
    (_request, response) => void response.end('here'),
    () => {},
  )
}

it('parting with its callers, answers as before and ends each connection with the answer', async () => {
  await start()
  const agent = keepAlive()
  expect((await ask(agent)).headers.connection).toBe('keep-alive')
  listener.partWithCallers()
  expect(await ask(agent)).toMatchObject({ statusCode: 200, headers: { connection: 'close' } })
  expect(await ask(keepAlive())).toMatchObject({ statusCode: 200, headers: { connection: 'close' } })
})

it('closing with patience, still answers on a connection that was made before, and takes no new one', async () => {
  await start()
  const early = await open()
  // A round trip later the server has accepted what came before it.
  await ask(keepAlive())
  const closed = listener.close({ limitMs: 20_000, patienceMs: 20_000 })
  const answer = answerOn(early)
  early.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  expect(await answer).toMatch(/^HTTP\/1.1 200 [\s\S]*here/)
  await expect(ask(keepAlive())).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  for (const agent of agents) agent.destroy()
  await closed
})

it('closing without patience, hangs up on connections that ask for nothing', async () => {
  await start()
  const silent = await open()
  await ask(keepAlive())
  const answer = answerOn(silent)
  await listener.close({ limitMs: 20_000, patienceMs: 0 })
  expect(await answer).toBe('')
})
