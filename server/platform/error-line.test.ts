import { expect, it } from 'vitest'
import { errorLine } from './error-line'

const pgError = (more: object) => Object.assign(new Error('refused'), more)

it('a logged error says what and where, and none of the values beside it, however deep', () => {
  const cause = pgError({
    ...{ code: '23505', constraint: 'customers_email', table: 'customers' },
    ...{ detail: 'Key (email)=(anna@example.com) already exists.', where: 'anna', parameters: ['anna'] },
  })
  const line = errorLine(new Error('request failed', { cause }))
  expect(line).toMatchObject({
    message: 'request failed',
    cause: {
      code: '23505',
      constraint: 'customers_email',
      stack: expect.stringContaining('error-line.test'),
    },
  })
  expect(JSON.stringify(line)).not.toMatch(/anna/)
})

it('a value that PostgreSQL repeats in its message is left out, names are kept', () => {
  const data = Object.assign(new Error('invalid input syntax for type uuid: "my secret"'), { code: '22P02' })
  expect(JSON.stringify(errorLine(data))).not.toContain('my secret')
  const unique = Object.assign(new Error('violates unique constraint "users_key"'), { code: '23505' })
  expect(errorLine(unique)).toMatchObject({ message: 'violates unique constraint "users_key"' })
})

it('a circle of causes ends, and what is no error stays as it is', () => {
  const first = new Error('a')
  first.cause = first
  expect(JSON.stringify(errorLine(first)).length).toBeLessThan(10_000)
  expect(errorLine('text')).toBe('text')
})
