import { expect, test } from 'vitest'
import { announcement, listAddresses } from './announce'
import { explainFailure } from './explain-failure'
import { Stopper } from './stopper'

const settings = { host: '127.0.0.1', port: 3000, dataDir: '/srv/data' }

test('the ready line appears exactly once and comes last', () => {
  const lines = announcement(['http://127.0.0.1:3000'], {
    organisation: 'Example',
    signIns: [{ role: 'agent', login: 'a@example.com', password: 'p' }],
  })
  expect(lines.filter((line) => line.includes('is ready at'))).toHaveLength(1)
  expect(lines.at(-1)).toBe('Switchyard is ready at http://127.0.0.1:3000')
  expect(lines.join('\n')).toContain('a@example.com')
})

test('the public address is named first, an IPv6 host in brackets', () => {
  expect(listAddresses({ host: '::1', port: 80, publicUrl: 'https://chat.example.com' })).toEqual([
    'https://chat.example.com',
    'http://[::1]:80',
  ])
})

test.each([
  ['EADDRINUSE', /PORT 3000/],
  ['EADDRNOTAVAIL', /HOST "127.0.0.1"/],
  ['ENOSPC', /disk is full[\s\S]*DATA_DIR/],
  ['EACCES', /DATA_DIR/],
])('a start that fails with %s names the setting to change', (code, expected) => {
  expect(explainFailure(Object.assign(new Error('x'), { code }), settings)).toMatch(expected)
})

test('a stop undoes in reverse order, once, and goes on after a step that fails', async () => {
  const done: string[] = []
  const failed: string[] = []
  const stopper = new Stopper((step) => failed.push(step))
  stopper.add('database', async () => void done.push('database'))
  stopper.add('pages', () => Promise.reject(new Error('broken')))
  stopper.add('http', async () => void done.push('http'))
  await Promise.all([stopper.stop(), stopper.stop()])
  expect(done).toEqual(['http', 'database'])
  expect(failed).toEqual(['pages'])
})

test('a step that hangs does not keep the others from running', async () => {
  const done: string[] = []
  const stopper = new Stopper((step) => done.push(`${step} given up`))
  stopper.add('database', async () => void done.push('database'))
  stopper.add('streams', () => new Promise(() => {}), 1)
  await stopper.stop()
  expect(done).toEqual(['streams given up', 'database'])
})
