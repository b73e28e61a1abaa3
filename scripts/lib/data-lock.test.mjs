import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDataDir } from './data-lock.mjs'

const address = 'http://127.0.0.1:3000'
let dataDir
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'))
})
afterEach(() => fs.rmSync(dataDir, { recursive: true }))

const file = () => path.join(dataDir, 'switchyard.lock')
const leave = (holder) =>
  fs.writeFileSync(
    file(),
    JSON.stringify({ id: 'left', host: os.hostname(), address, since: 'then', ...holder }),
  )

test('a second start is told who runs it and where', async () => {
  const lock = await lockDataDir(dataDir, address)
  await expect(lockDataDir(dataDir, address)).rejects.toThrow(
    new RegExp(`already runs with this DATA_DIR .*process ${process.pid}, at ${address}`),
  )
  lock.release()
  expect(fs.readdirSync(dataDir)).toEqual([])
})

test('the lock of a process that is gone is taken over', async () => {
  leave({ pid: 2 ** 22 + 1, birth: '1' })
  const lock = await lockDataDir(dataDir, address)
  expect(JSON.parse(fs.readFileSync(file(), 'utf8')).pid).toBe(process.pid)
  lock.release()
})

test.runIf(process.platform === 'linux')(
  'an id that now belongs to another process does not hold the lock',
  async () => {
    leave({ pid: process.ppid, birth: 'another' })
    const lock = await lockDataDir(dataDir, address)
    lock.release()
  },
)

test('a damaged lock is taken over', async () => {
  fs.writeFileSync(file(), '{"pid": 12')
  const lock = await lockDataDir(dataDir, address)
  lock.release()
})

test('of many that find the same stale lock exactly one gets it', async () => {
  leave({ pid: 2 ** 22 + 1, birth: '1' })
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dataDir, address)))
  const won = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  expect(won).toHaveLength(1)
  won[0].value.release()
})

test('on another machine the holder counts as running for as long as it gives signs of life', async () => {
  leave({ pid: 1, host: 'elsewhere' })
  await expect(lockDataDir(dataDir, address)).rejects.toThrow('process 1 on elsewhere')
  fs.utimesSync(file(), new Date(0), new Date(0))
  const lock = await lockDataDir(dataDir, address)
  lock.release()
})

test('giving back never removes the lock of somebody else', async () => {
  const lock = await lockDataDir(dataDir, address)
  leave({ pid: process.pid })
  lock.release()
  expect(fs.existsSync(file())).toBe(true)
})
