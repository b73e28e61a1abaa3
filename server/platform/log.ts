import { type Logger, pino } from 'pino'
import { env } from './env'
import { errorLine } from './error-line'
import { currentWork } from './request-context'

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

/**
 * Structured log on stdout. A line says for which request, job or round it was written. Secrets are struck out by
 * field name, one level deep and inside objects.
 */
export function log(): Logger {
  shared.switchyardLog ??= pino({
    level: env().logLevel,
    base: null,
    mixin: currentWork,
    serializers: { err: (error) => errorLine(error) },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '…' },
  })
  return shared.switchyardLog
}
