import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createConnection } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const found = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
)
/** CI must have one: there a missing program is a failure, not a reason to skip. */
export const redisMissing = found === undefined && !process.env.CI

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.end('PING\r\n'))
    socket.once('data', (data) => resolve(String(data).startsWith('+PONG')))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })

export type Redis = { stop: () => Promise<void> }

/** A real one that keeps nothing on disk. */
export async function startRedis(port: number): Promise<Redis> {
  if (!found) throw new Error('Neither redis-server nor valkey-server is installed.')
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child: ChildProcess = spawn(found, args, { stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 200 || child.exitCode !== null) throw new Error(`${found} does not answer on ${port}`)
    await delay(50)
  }
  return {
    stop: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}
