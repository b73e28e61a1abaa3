import type { Pool } from 'pg'
import { medianOf } from './percentiles'

/** A statement as it went to the database, with the time until its answer was there, ms. */
export type Statement = { text: string; values: unknown[]; ms: number }

/** Runs `work` and tells every statement that it asked the pool for. */
export async function statementsOf(pool: Pool, work: () => Promise<unknown>): Promise<Statement[]> {
  const found: Statement[] = []
  const real = pool.query
  const spy = async (asked: string | { text: string; values?: unknown[] }, given?: unknown[]) => {
    const began = performance.now()
    const { text, values = [] } = typeof asked === 'string' ? { text: asked, values: given } : asked
    try {
      return await Reflect.apply(real, pool, [asked, given])
    } finally {
      found.push({ text, values, ms: performance.now() - began })
    }
  }
  Object.assign(pool, { query: spy })
  try {
    await work()
    return found
  } finally {
    Object.assign(pool, { query: real })
  }
}

/** The plan as it ran, with what it read. */
export async function explain(pool: Pool, { text, values }: Statement): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, values)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

/** What a statement costs the database alone, without the way there and back: the median of a few. */
export async function costOf(pool: Pool, statement: Statement, times: number): Promise<number> {
  const costs: number[] = []
  for (let i = 0; i < times; i += 1) {
    const plan = await explain(pool, statement)
    costs.push(Number(/Execution Time: ([\d.]+) ms/.exec(plan)?.[1] ?? Number.NaN))
  }
  return medianOf(costs)
}
