import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signDelivery } from './sign-delivery'

describe('a signature', () => {
  it('covers time, delivery and body, once for each secret', () => {
    const of = (secret: string) => createHmac('sha256', secret).update('1700000000.d1.{}').digest('hex')
    expect(signDelivery(['new', 'old'], 'd1', 1_700_000_000_999, '{}')).toBe(
      `t=1700000000,v1=${of('new')},v1=${of('old')}`,
    )
    const other = signDelivery(['new'], 'd2', 1_700_000_000_000, '{}')
    expect(other).not.toContain(of('new'))
  })
})
