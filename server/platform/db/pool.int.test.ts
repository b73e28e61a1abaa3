import { describe, expect, it } from 'vitest'
import { useTestDatabase } from '@/server/platform/testing/database'
import { inTransaction, pool } from './pool'

useTestDatabase()

describe('a transaction', () => {
  it('that PostgreSQL ends to resolve a deadlock is tried again, and both succeed', async () => {
    await pool().query('create table things(id int primary key, n int not null default 0)')
    await pool().query('insert into things(id) values (1), (2)')
    let tries = 0
    let met: () => void = () => {}
    const meeting = new Promise<void>((resolve) => {
      met = resolve
    })
    const take = (first: number, second: number) =>
      inTransaction(async (sql) => {
        tries += 1
        await sql.query('update things set n = n + 1 where id = $1', [first])
        if (tries >= 2) met()
        await meeting
        await sql.query('update things set n = n + 1 where id = $1', [second])
      })
    await Promise.all([take(1, 2), take(2, 1)])
    expect(tries).toBeGreaterThan(2)
    const { rows } = await pool().query('select n from things order by id')
    expect(rows).toEqual([{ n: 2 }, { n: 2 }])
  })

  it('that fails for another reason is not tried again and leaves nothing', async () => {
    let tries = 0
    const failing = inTransaction(async (sql) => {
      tries += 1
      await sql.query('insert into things(id) values (3)')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(tries).toBe(1)
    expect((await pool().query('select 1 from things where id = 3')).rowCount).toBe(0)
  })
})
