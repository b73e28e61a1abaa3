import { expect, test } from 'vitest'
import { onShutdown, shutDown } from './shutdown'

test('everything of a phase is closed once, also when one of them fails', async () => {
  const closed: string[] = []
  const errors: unknown[] = []
  onShutdown('streams', () => Promise.reject(new Error('broken')))
  onShutdown('streams', () => void closed.push('stream'))
  onShutdown('pools', () => void closed.push('pool'))
  onShutdown('streams', () => void closed.push('withdrawn'))()
  await shutDown('streams', (error) => errors.push(error))
  await shutDown('streams', (error) => errors.push(error))
  expect(closed).toEqual(['stream'])
  expect(errors).toHaveLength(1)
})
