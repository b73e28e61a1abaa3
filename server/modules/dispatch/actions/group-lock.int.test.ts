import { expect, it } from 'vitest'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { decideInGroup } from './group-lock'

useTestDatabase()

it('takes those who wait and those who arrive in turns, one decision of a group at a time', async () => {
  const groupId = newId()
  const order: string[] = []
  let running = 0
  const decision = (name: string, urgent: boolean) =>
    decideInGroup(
      groupId,
      async (sql) => {
        running += 1
        expect(running).toBe(1)
        order.push(name)
        await sql.query('select 1')
        running -= 1
      },
      { urgent },
    )
  await Promise.all([
    decision('first', false),
    decision('arrival 1', false),
    decision('arrival 2', false),
    decision('waiting 1', true),
    decision('waiting 2', true),
  ])
  expect(order).toEqual(['first', 'waiting 1', 'arrival 1', 'waiting 2', 'arrival 2'])
})

it('goes on after a decision that failed', async () => {
  const groupId = newId()
  const failed = decideInGroup(groupId, () => Promise.reject(new Error('broken')))
  const next = decideInGroup(groupId, async () => 'done')
  await expect(failed).rejects.toThrow('broken')
  expect(await next).toBe('done')
})
