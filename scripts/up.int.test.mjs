import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let dataDir
beforeEach(() => {
  dataDir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'up-')), 'data')
})
afterEach(() => fs.rmSync(path.dirname(dataDir), { recursive: true }))

function up(env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/up.mjs'], {
      env: { ...process.env, DATA_DIR: dataDir, ...env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('close', (code) => resolve({ code, output }))
  })
}

test('a taken port ends the start with an error that names PORT, before anything else happens', async () => {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  const { code, output } = await up({ PORT: String(port) })
  server.close()
  expect(code).toBe(1)
  expect(output).toContain(`PORT ${port} on 127.0.0.1 is taken by another program`)
  expect(fs.readdirSync(dataDir)).toEqual([])
})

test.each([
  ['PORT', 'web'],
  ['HOST', '203.0.113.1'],
  ['DATABASE_URL', 'sqlite://file'],
])('a wrong %s ends the start with an error that names it', async (name, value) => {
  const { code, output } = await up({ PORT: '4199', [name]: value })
  expect(code).toBe(1)
  expect(output).toMatch(new RegExp(`^${name} `, 'm'))
})

test('a DATA_DIR that is no folder is named', async () => {
  fs.writeFileSync(dataDir, 'a file')
  const { code, output } = await up({ PORT: '4199' })
  expect(code).toBe(1)
  expect(output).toContain(`DATA_DIR is ${dataDir}`)
})
