import { type Logger, pino } from 'pino'
import { env } from './env'

const shared = globalThis as { switchyardLog?: Logger }

const secretFields = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'authorization',
  'cookie',
  'secret',
]

/** Structured log on stdout. Secrets are struck out by field name, one level deep and inside objects. */
export function log(): Logger {
  shared.switchyardLog ??= pino({
    level: env().logLevel,
    base: null,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '…' },
  })
  return shared.switchyardLog
}
