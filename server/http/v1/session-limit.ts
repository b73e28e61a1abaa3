import { RateLimiterMemory } from 'rate-limiter-flexible'
import { clientAddress } from '@/server/http/client-address'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'

const PER_MINUTE = 120

const limiter = () =>
  singleton('sessions.limit', () => new RateLimiterMemory({ points: PER_MINUTE, duration: 60 }))

/** New sessions per address; this machine itself is a proxy or a test. @throws {AppError} too_many_requests */
export async function limitSessions(request: Request): Promise<void> {
  const address = clientAddress((name) => request.headers.get(name))
  if (/^(127\.|::1$|::ffff:127\.|unknown$)/.test(address)) return
  await limiter()
    .consume(address)
    .catch((rejected: { msBeforeNext?: number }) => {
      const retryAfter = Math.ceil((rejected.msBeforeNext ?? 60_000) / 1_000)
      throw new AppError(
        'too_many_requests',
        `Too many new sessions from here. Try again in ${retryAfter} s.`,
        {
          data: { retryAfter },
        },
      )
    })
}
