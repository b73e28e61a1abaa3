import { randomBytes } from 'node:crypto'

/** The closed set of codes and what each is over HTTP and over tRPC: the only such table. */
export const errorTable = {
  invalid_input: { http: 400, trpc: 'BAD_REQUEST' },
  /** The body is not what its content type says. */
  malformed: { http: 400, trpc: 'BAD_REQUEST' },
  unauthenticated: { http: 401, trpc: 'UNAUTHORIZED' },
  token_expired: { http: 401, trpc: 'UNAUTHORIZED' },
  forbidden: { http: 403, trpc: 'FORBIDDEN' },
  origin_refused: { http: 403, trpc: 'FORBIDDEN' },
  not_found: { http: 404, trpc: 'NOT_FOUND' },
  method_not_allowed: { http: 405, trpc: 'METHOD_NOT_SUPPORTED' },
  /** Somebody else changed the record since it was read. */
  conflict: { http: 409, trpc: 'CONFLICT' },
  /** The name, or another unique value, is taken. */
  duplicate: { http: 409, trpc: 'CONFLICT' },
  /** Something else still refers to it. */
  in_use: { http: 409, trpc: 'CONFLICT' },
  /** Not possible in the state it is in. */
  invalid_state: { http: 409, trpc: 'CONFLICT' },
  /** The same clientMessageId came before with other content. */
  message_id_reused: { http: 409, trpc: 'CONFLICT' },
  /** The table of states does not allow it. */
  transition_refused: { http: 409, trpc: 'CONFLICT' },
  conversation_ended: { http: 409, trpc: 'CONFLICT' },
  already_rated: { http: 409, trpc: 'CONFLICT' },
  too_large: { http: 413, trpc: 'PAYLOAD_TOO_LARGE' },
  unsupported_media_type: { http: 415, trpc: 'UNSUPPORTED_MEDIA_TYPE' },
  too_many_requests: { http: 429, trpc: 'TOO_MANY_REQUESTS' },
  internal: { http: 500, trpc: 'INTERNAL_SERVER_ERROR' },
  unavailable: { http: 503, trpc: 'SERVICE_UNAVAILABLE' },
} as const

export type ErrorCode = keyof typeof errorTable
/** `code` lets a screen say it in its own language. */
export type FieldError = { path: string; message: string; code?: string }

type Details = {
  /** For the log only. */
  internal?: string
  fields?: FieldError[]
  /** Facts a program needs to react, fit for the caller: seconds to wait, what uses the record, both versions. */
  data?: Record<string, unknown>
  cause?: unknown
}

/** A refusal that the caller may see. `message` is public; `internal` goes to the log. */
export class AppError extends Error {
  override name = 'AppError'
  readonly internal: string | undefined
  readonly fields: FieldError[] | undefined
  readonly data: Record<string, unknown> | undefined

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: Details = {},
  ) {
    super(message, { cause: details.cause })
    this.internal = details.internal
    this.fields = details.fields
    this.data = details.data
  }

  get status(): number {
    return errorTable[this.code].http
  }
}

/** Whoever views the console as somebody else changes nothing meanwhile. */
export function viewingOnly(): AppError {
  const message = 'You are viewing the console as somebody else: nothing can be changed until that ends.'
  return new AppError('forbidden', message, { data: { reason: 'viewing' } })
}

/** What to quote when asking for help; the log has the same. */
export function newReference(): string {
  return randomBytes(5).toString('hex')
}

/** The way to the database: sockets, PostgreSQL's classes 08 (connection) and 57P (going down, coming up), Prisma. */
const connectionCodes =
  /^(E(CONN(REFUSED|RESET|ABORTED)|NOTFOUND|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|AI_AGAIN)|08...|57P0[1-5]|53300|P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/
/** The last is a local socket: gone, closed, or with too many at its door. */
const connectionWords =
  /connection (terminated|ended)|timeout exceeded when trying|not queryable|\bconnect E(NOENT|ACCES|AGAIN)\b/i

/** Deadlock, serialization: this time it was not possible beside what others did; the same again is. */
const collisionCodes = new Set(['40P01', '40001', 'P2034'])

/** A number that no column holds, from PostgreSQL and from Prisma. */
const rangeCodes = new Set(['22003', 'P2020'])

/** Turns whatever was thrown into a refusal: what nobody expected is masked as internal. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isAppErrorOfOtherGraph(error)) {
    return new AppError(error.code, error.message, error)
  }
  for (let e: unknown = error, depth = 0; e && depth < 5; e = causeOf(e), depth++) {
    const { code, originalCode, message } = e as { code?: string; originalCode?: string; message?: string }
    if (rangeCodes.has(String(code)) || rangeCodes.has(String(originalCode))) {
      return new AppError('invalid_input', 'A number is larger than any that is stored.', {
        fields: [{ path: '', message: 'a number is out of range' }],
        cause: error,
      })
    }
    if (collisionCodes.has(String(code))) {
      return new AppError('unavailable', 'Too much at the same time. Try again in a moment.', {
        cause: error,
      })
    }
    if (connectionCodes.test(String(code)) || connectionWords.test(message ?? '')) {
      return new AppError('unavailable', 'The database does not answer. Try again in a moment.', {
        cause: error,
      })
    }
  }
  return new AppError('internal', 'Something went wrong on our side.', { cause: error })
}

/** Prisma keeps what PostgreSQL said beside its own error, not below it. */
function causeOf(error: unknown): unknown {
  const { cause, meta } = error as { cause?: unknown; meta?: { driverAdapterError?: unknown } }
  return cause ?? meta?.driverAdapterError
}

/** The entry and Next's bundles each have their own class. */
function isAppErrorOfOtherGraph(error: unknown): error is AppError {
  return (
    error instanceof Error && error.name === 'AppError' && 'code' in error && String(error.code) in errorTable
  )
}
