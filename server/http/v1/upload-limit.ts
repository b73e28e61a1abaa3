import { RateLimiterMemory } from 'rate-limiter-flexible'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'

export const UPLOADS_PER_MINUTE = 30

const limiter = () =>
  singleton('uploads.limit', () => new RateLimiterMemory({ points: UPLOADS_PER_MINUTE, duration: 60 }))

/** Uploads of one person, whatever the address. @throws {AppError} too_many_requests */
export async function limitUploads(personId: string): Promise<void> {
  await limiter()
    .consume(personId)
    .catch((rejected: { msBeforeNext?: number }) => {
      const retryAfter = Math.ceil((rejected.msBeforeNext ?? 60_000) / 1_000)
      throw new AppError('too_many_requests', `Too many files at once. Try again in ${retryAfter} s.`, {
        data: { retryAfter },
      })
    })
}
