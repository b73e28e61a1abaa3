import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiClient } from '@/server/http/testing/client'
import type { ConversationView, MessageView, SessionView } from '@/server/http/v1/contract'
import { pool } from '@/server/platform/db/pool'
import { setDatabaseUrl } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { shutDown } from '@/server/platform/shutdown'
import { buildScenario } from '@/server/platform/testing/scenario'
import { type Entry, startEntry } from './entry-process'

let dataDir = ''
let port = 0
let entry: Entry

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number }
      probe.close(() => resolve(free))
    })
  })

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'switchyard-fault-'))
  port = await freePort()
  entry = await startEntry(dataDir, port)
  setDatabaseUrl(entry.databaseUrl)
}, 60_000)
afterAll(async () => {
  await shutDown('pools', console.error)
  await entry.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

/** Keeps trying one message under one id until it is accepted, as a good client does. */
async function sendUntilAccepted(
  api: ReturnType<typeof apiClient>,
  id: string,
  text: string,
  codes: Set<string>,
) {
  const message = { clientMessageId: newId(), text }
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await api
      .post<MessageView & { code?: string }>(`/conversations/${id}/messages`, message)
      .catch(() => null)
    if (answer?.status === 201 || answer?.status === 200) return answer.body.id
    codes.add(answer ? `${answer.status} ${answer.body.code}` : 'connection lost')
    await delay(50)
  }
  throw new Error(`never accepted: ${text}`)
}

/** Eight customers write while `fault` happens; what must hold afterwards is checked here. */
async function writeThrough(fault: (accepted: () => number) => Promise<void>): Promise<Set<string>> {
  const { channelKey } = await buildScenario([{ name: 'Mei', capacity: 100 }])
  const base = () => `http://127.0.0.1:${port}`
  const codes = new Set<string>()
  const accepted = new Map<string, string>()
  const customers = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { body } = await apiClient(base).post<SessionView>('/customers/sessions', { channelKey })
      const api = apiClient(base, body.token)
      return { api, id: (await api.post<ConversationView>('/conversations', {})).body.id }
    }),
  )
  const writing = customers.map(async ({ api, id }, c) => {
    for (let i = 0; i < 60; i += 1)
      accepted.set(`${c}:${i}`, await sendUntilAccepted(api, id, `${c}:${i}`, codes))
  })
  await fault(() => accepted.size)
  await Promise.all(writing)
  for (const [c, { api, id }] of customers.entries()) {
    const { body } = await api.get<{ items: MessageView[] }>(`/conversations/${id}/messages?limit=200`)
    expect(body.items.map((m) => m.text)).toEqual(Array.from({ length: 60 }, (_, i) => `${c}:${i}`))
    for (const m of body.items) expect(accepted.get(m.text)).toBe(m.id)
  }
  return codes
}

describe('accepted means stored, and a repeat never doubles', () => {
  it('when the server is killed in the middle of sending and started again', async () => {
    const codes = await writeThrough(async (accepted) => {
      while (accepted() < 60) await delay(5)
      await entry.kill()
      entry = await startEntry(dataDir, port)
    })
    expect([...codes]).toContain('connection lost')
  }, 60_000)

  it('when PostgreSQL is killed under load: errors are clear, and nobody needs to help', async () => {
    const codes = await writeThrough(async (accepted) => {
      while (accepted() < 60) await delay(5)
      const { rows } = await pool().query<{ data_directory: string }>('show data_directory')
      const pidFile = path.join(rows[0]?.data_directory ?? '', 'postmaster.pid')
      const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
      process.kill(pid, 'SIGKILL')
    })
    for (const code of codes) expect(code, entry.said()).toBe('503 unavailable')
    expect((await pool().query('select 1')).rowCount).toBe(1)
  }, 60_000)
})
