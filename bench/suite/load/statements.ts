import { Client, type Pool } from 'pg'
import { medianOf } from './percentiles'

/** A statement as it went to the database, with the time until its answer was there, ms. */
export type Statement = { text: string; values: unknown[]; ms: number }

/** Runs `work` and tells every statement that this process asked the database meanwhile, on whichever connection. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const found: Statement[] = []
  const real = Client.prototype.query as (...args: unknown[]) => unknown
  Object.assign(Client.prototype, {
    query(this: Client, ...args: unknown[]) {
      const began = performance.now()
      const tell = () => found.push({ ...asked(args), ms: performance.now() - began })
      const back = args[args.length - 1]
      if (typeof back === 'function') {
        const told = (...results: unknown[]) => {
          tell()
          return back(...results)
        }
        return real.apply(this, [...args.slice(0, -1), told])
      }
      const answer = real.apply(this, args)
      if (answer instanceof Promise) answer.then(tell, tell)
      return answer
    },
  })
  try {
    await work()
    return found.filter(({ text }) => !/^(begin|commit|rollback)/i.test(text))
  } finally {
    Object.assign(Client.prototype, { query: real })
  }
}

function asked([first, second]: unknown[]): Pick<Statement, 'text' | 'values'> {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] }
  const { text, values } = first as { text: string; values?: unknown[] }
  return { text, values: values ?? (Array.isArray(second) ? second : []) }
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
