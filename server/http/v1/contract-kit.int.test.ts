import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { useApiServer } from '@/server/http/testing/serve-api'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addToken, addUser, buildScenario } from '@/server/platform/testing/scenario'

useTestDatabase()
const { base } = useApiServer()

type Report = {
  passed: number
  failed: number
  checks: { name: string; result: string; why?: string }[]
  endpoints: { endpoint: string; called: number; valid: boolean }[]
  leaves: string[]
}

let token = ''
let channel = ''
let liar: Server
/** Changes answers on their way, as a faulty installation would give them. */
let lie: (asked: string, answer: { status: number; text: string }) => { status: number; text: string }

beforeAll(async () => {
  const scenario = await buildScenario([{ name: 'Mei' }])
  await pool().query('update organization set config_version = config_version + 1000')
  channel = scenario.channelKey
  token = await addToken(await addUser('Kit'), builtInRoles.administrator.permissions)
  liar = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = request.headers
    const answer = await fetch(`${base()}${request.url}`, {
      ...{ method: request.method ?? 'GET', headers: headers as Record<string, string> },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const type = answer.headers.get('content-type') ?? ''
    if (type.startsWith('text/event-stream')) {
      void answer.body?.cancel()
      return response.writeHead(500).end()
    }
    const told = lie(`${request.method} ${request.url?.split('?')[0]}`, {
      ...{ status: answer.status, text: await answer.text() },
    })
    response.writeHead(told.status, { 'content-type': type }).end(told.status === 204 ? undefined : told.text)
  })
  await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  liar.closeAllConnections()
  liar.close()
})

function run(url: string, more: string[] = []) {
  const script = path.join(process.cwd(), 'scripts', 'contract.mjs')
  const args = [script, '--url', url, '--token', token, '--json', '-', ...more]
  return new Promise<{ code: number; last: string; report: Report }>((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 16_000_000 }, (error, out) => {
      const end = out.indexOf('\n}\n')
      if (end < 0) return reject(error ?? new Error(out))
      const last = out.trim().split('\n').at(-1) ?? ''
      resolve({ code: Number(error?.code ?? 0), last, report: JSON.parse(out.slice(0, end + 2)) as Report })
    })
  })
}
const failures = ({ checks }: Report) =>
  checks.filter(({ result }) => result === 'failed').map(({ name, why }) => `${name}: ${why}`)

describe('the contract kit', () => {
  it('finds this server in order, calls all of it, and leaves nobody waiting', async () => {
    const { code, last, report } = await run(base(), ['--channel', channel])
    expect(failures(report)).toEqual([])
    expect({ code, last }).toEqual({ code: 0, last: `${report.passed} passed, 0 failed` })
    expect(report.endpoints.filter(({ called }) => called === 0)).toEqual([])
    expect(report.checks.filter(({ result }) => result === 'left out')).toEqual([])
    const { rows } = await pool().query('select status from conversations')
    expect(rows).toEqual([{ status: 'ended' }])
    expect(report.leaves).toHaveLength(2)
  })

  it('names what is broken: a field that is missing, a status nobody knows, a repeat that is stored twice', async () => {
    const sent = new Map<string, number>()
    lie = (asked, answer) => {
      if (asked === 'GET /api/v1/agent/wrap-ups' && answer.status === 200)
        return { ...answer, text: answer.text.replaceAll('"items"', '"things"') }
      if (asked === 'GET /api/v1/agent/tags' && answer.status === 200) return { ...answer, status: 206 }
      if (/^POST .*\/messages$/.test(asked) && answer.status === 200) {
        sent.set(asked, (sent.get(asked) ?? 0) + 1)
        return { status: 201, text: answer.text }
      }
      return answer
    }
    const { port } = liar.address() as AddressInfo
    const { code, last, report } = await run(`http://127.0.0.1:${port}`, ['--channel', channel])
    const found = failures(report).join('\n')
    expect(code).toBe(1)
    expect(last).toBe(`${report.passed} passed, ${report.failed} failed`)
    expect(found).toMatch(/GET \/agent\/wrap-ups: answers as the document says: 200: items is missing/)
    expect(found).toMatch(/GET \/agent\/tags: answers .*206, which the document does not name/)
    expect(found).toMatch(/messages: the same one twice is stored once.*answered 201, not 200/)
    expect(found).toMatch(/stream: greets/)
    expect(report.endpoints.find(({ endpoint }) => endpoint === 'GET /agent/search')).toMatchObject({
      valid: true,
    })
  })
})
