import pino from 'pino'
import { env } from './env'
import { singleton } from './singleton'

/** Structured log on standard output. Secrets and message texts are never logged. */
export const log = (): pino.Logger =>
  singleton('log', () =>
    pino({
      level: env().logLevel,
      base: null,
      redact: {
        paths: ['*.password', '*.token', '*.authorization', '*.cookie', 'password', 'token', 'authorization'],
        censor: '[redacted]',
      },
    }),
  )
