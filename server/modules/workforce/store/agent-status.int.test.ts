import { expect, it } from 'vitest'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase, withClient } from '@/server/platform/testing/database'
import { renewLeases } from './agent-status'

const database = useTestDatabase()

it('renewing leases holds no agent while it waits for one with a smaller id, so nobody can deadlock with it', async () => {
  const [smaller, greater] = [newId(), newId()].sort() as [string, string]
  // The greater id lies first in the table, where a plain update would begin.
  for (const id of [greater, smaller]) {
    await pool().query('insert into users(id, email, name, updated_at) values ($1, $2, $3, now())', [
      id,
      `${id}@test.local`,
      'A',
    ])
    await pool().query(`insert into agents(id, public_name) values ($1, 'A')`, [id])
  }
  await withClient(database.url, async (other) => {
    await other.query('begin')
    await other.query('select 1 from agents where id = $1 for no key update', [smaller])
    const renewed = renewLeases(pool(), [greater, smaller], new Date(Date.now() + 60_000))
    await expect
      .poll(async () => {
        const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        return (await pool().query(waiting)).rowCount
      })
      .toBe(1)
    await other.query('select 1 from agents where id = $1 for no key update nowait', [greater])
    await other.query('commit')
    await renewed
  })
  const { rowCount } = await pool().query('select 1 from agents where lease_until > now()')
  expect(rowCount).toBe(2)
})
