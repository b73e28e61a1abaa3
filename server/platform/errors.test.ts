import { describe, expect, it } from 'vitest'
import { AppError, toAppError } from './errors'

const thrown = (code: string, message = 'boom') => Object.assign(new Error(message), { code })

describe('what was thrown becomes an answer', () => {
  it.each([
    ['a socket that was refused', thrown('ECONNREFUSED')],
    ['a socket that broke while reading', thrown('ECONNRESET')],
    [
      'a local socket that is gone',
      Object.assign(new Error('connect ENOENT /data/.s.PGSQL.5432'), { code: 'ENOENT', syscall: 'connect' }),
    ],
    ['a socket that broke while writing', thrown('EPIPE', 'write EPIPE')],
    ['a server going down', thrown('57P01')],
    ['a server coming up', thrown('57P03')],
    ['a connection lost in PostgreSQL’s own words', thrown('08006')],
    ['too many connections', thrown('53300')],
    ['Prisma without a server', thrown('P1001')],
    [
      'a client after its connection broke',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
    ['a query whose connection went', new Error('Connection terminated unexpectedly')],
    [
      'what PostgreSQL told Prisma while it came up',
      Object.assign(thrown('P2039', 'Database error. Code: `57P03`.'), {
        meta: {
          driverAdapterError: { name: 'DriverAdapterError', cause: { kind: 'postgres', code: '57P03' } },
        },
      }),
    ],
    ['Prisma without a free connection', thrown('P2037')],
    ['a cause further down', new Error('query failed', { cause: thrown('ECONNRESET') })],
  ])('unavailable: %s', (_, error) => expect(toAppError(error).code).toBe('unavailable'))

  it.each([
    ['a violated constraint', thrown('23505')],
    [
      'a violated constraint, told to Prisma',
      Object.assign(thrown('P2039'), { meta: { driverAdapterError: { cause: { code: '23505' } } } }),
    ],
    ['a fault of ours', new TypeError('x is not a function')],
    ['a code that only begins alike', thrown('0800')],
    ['nothing at all', undefined],
  ])('internal: %s', (_, error) => expect(toAppError(error).code).toBe('internal'))

  it('keeps a refusal as it is, and lets a collision be tried again', () => {
    const refusal = new AppError('not_found', 'There is no such thing.')
    expect(toAppError(refusal)).toBe(refusal)
    expect(toAppError(thrown('40P01')).code).toBe('unavailable')
  })
})
