/** Every code that a caller may meet, with its HTTP status and tRPC code: the one table. */
const CODES = {
  invalid_input: [400, 'BAD_REQUEST'],
  malformed: [400, 'BAD_REQUEST'],
  unauthenticated: [401, 'UNAUTHORIZED'],
  token_expired: [401, 'UNAUTHORIZED'],
  forbidden: [403, 'FORBIDDEN'],
  origin_refused: [403, 'FORBIDDEN'],
  not_found: [404, 'NOT_FOUND'],
  conflict: [409, 'CONFLICT'],
  message_id_reused: [409, 'CONFLICT'],
  transition_refused: [409, 'CONFLICT'],
  conversation_ended: [409, 'CONFLICT'],
  in_use: [409, 'CONFLICT'],
  already_rated: [409, 'CONFLICT'],
  too_large: [413, 'PAYLOAD_TOO_LARGE'],
  unsupported_type: [415, 'UNSUPPORTED_MEDIA_TYPE'],
  too_many_requests: [429, 'TOO_MANY_REQUESTS'],
  internal: [500, 'INTERNAL_SERVER_ERROR'],
  unavailable: [503, 'SERVICE_UNAVAILABLE'],
} as const

export type ErrorCode = keyof typeof CODES
export type FieldError = { path: string; message: string }

export const httpStatus = (code: ErrorCode): number => CODES[code][0]
export const trpcCode = (code: ErrorCode) => CODES[code][1]

/**
 * A refusal with a stable code. `message` is for the caller and is passed on as it is; `detail` is for
 * the log only.
 */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly detail: unknown
  readonly fields: FieldError[] | undefined
  /** Seconds until another try makes sense (too_many_requests, unavailable). */
  readonly retryAfter: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    more: { detail?: unknown; fields?: FieldError[]; retryAfter?: number } = {},
  ) {
    super(message)
    this.code = code
    this.detail = more.detail
    this.fields = more.fields
    this.retryAfter = more.retryAfter
  }
}

const CONNECTION = /^(08|57P0[123]|53300)|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT/

/** Any thrown thing as an AppError: a lost database is `unavailable`, all else that is unknown `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const lost =
    (typeof code === 'string' && CONNECTION.test(code)) ||
    (typeof message === 'string' &&
      /Connection terminated|timeout exceeded when trying to connect|connection timeout|Client has encountered a connection error/i.test(
        message,
      ))
  return lost
    ? new AppError('unavailable', 'The database does not answer right now. Try again in a moment.', {
        detail: error,
        retryAfter: 2,
      })
    : new AppError('internal', 'Something went wrong on our side.', { detail: error })
}
