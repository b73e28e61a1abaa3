import { TRPCError } from '@trpc/server'
import { ZodError, z } from 'zod'
import { AppError, errorTable, type FieldError, newReference, toAppError } from '../errors'
import { log } from '../log'

/** What a caller gets beside tRPC's own fields. */
export type ErrorData = {
  appCode: string
  fields: FieldError[]
  reference: string
  details: Record<string, unknown>
}

/** Whatever was thrown, as tRPC's error with the right status and an AppError inside. */
export function toTrpcError(error: TRPCError): TRPCError {
  const app = appErrorOf(error)
  return new TRPCError({ code: errorTable[app.code].trpc, message: app.message, cause: app })
}

export function appErrorOf(error: TRPCError): AppError {
  if (error.cause instanceof ZodError) {
    const fields = error.cause.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    return new AppError('invalid_input', 'Some values are not accepted.', { fields })
  }
  if (error.cause) return toAppError(error.cause)
  const found = Object.entries(errorTable).find(([, row]) => row.trpc === error.code)
  return new AppError((found?.[0] ?? 'internal') as keyof typeof errorTable, error.message)
}

const aboutConversation = z.object({ conversationId: z.uuid() })

const references = new WeakMap<TRPCError, string>()

/** The same reference for the caller and the log. */
export function referenceOf(error: TRPCError): string {
  const known = references.get(error) ?? newReference()
  references.set(error, known)
  return known
}

/** Of the input nothing is written down but which conversation it is about. */
export function logError(error: TRPCError, path: string | undefined, input: unknown): void {
  const app = appErrorOf(error)
  const about = aboutConversation.safeParse(input)
  const entry = {
    ...{ reference: referenceOf(error), path, code: app.code, internal: app.internal },
    ...(about.success && about.data),
  }
  if (app.status >= 500) log().error({ ...entry, err: app.cause ?? app }, 'call failed')
  else log().debug(entry, 'call refused')
}

export function errorData(error: TRPCError): ErrorData {
  const app = appErrorOf(error)
  return {
    appCode: app.code,
    fields: app.fields ?? [],
    reference: referenceOf(error),
    details: app.data ?? {},
  }
}
