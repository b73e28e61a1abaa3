import pg from 'pg'
import { captureRunning, type Running } from '../request-context'
import { noteQuery } from './slow-queries'

/** Under this a query tells its connection for whom it runs: the pool hands it over in somebody else's turn. */
const ASKER = Symbol('asker')

type Config = { submit?: unknown; [ASKER]?: Running }

function rowsOf(answer: unknown): number | null {
  const last = Array.isArray(answer) ? answer.at(-1) : answer
  return (last as { rowCount?: number | null } | undefined)?.rowCount ?? null
}

/**
 * A connection that times its statements, for `pg` and Prisma alike: both come through here. It costs a statement
 * two looks at the clock and a few additions; only a slow one is looked at further.
 */
export class ObservedClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads stay those of pg.
  override query(...args: any[]): any {
    const query: Config = args[0]
    const running = query?.[ASKER] ?? captureRunning()
    const began = performance.now()
    const end = (failed: boolean, answer?: unknown) =>
      noteQuery({ query, ms: performance.now() - began, rows: rowsOf(answer), failed }, running)
    const callback = args.at(-1)
    if (typeof callback === 'function') {
      args[args.length - 1] = (error: unknown, answer: unknown) => {
        end(Boolean(error), answer)
        callback(error, answer)
      }
      return super.query(...(args as [never]))
    }
    const result: unknown = super.query(...(args as [never]))
    // What is submitted by itself (a cursor) has no promise, and says when it ends in its own way.
    if (result instanceof Promise) {
      result.then(
        (answer) => end(false, answer),
        () => end(true),
      )
    }
    return result
  }
}

export class ObservedPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads stay those of pg.
  override query(...args: any[]): any {
    const running = captureRunning()
    if (running === undefined) return super.query(...(args as [never]))
    const [query, ...rest] = args
    if (typeof query === 'string')
      return super.query({ text: query, [ASKER]: running } as never, ...(rest as []))
    if (typeof query?.submit === 'function') return super.query(...(args as [never]))
    return super.query({ ...query, [ASKER]: running }, ...(rest as []))
  }
}

// Libraries (the limits of attempts to sign in) tell what they were given by the name of its class.
Object.defineProperty(ObservedClient, 'name', { value: 'Client' })
Object.defineProperty(ObservedPool, 'name', { value: 'Pool' })
