import type { z } from 'zod'
import { AppError } from '@/server/platform/errors'
import { requireStorable } from '@/server/platform/storable'

/** What zod found, as the refusal that names each wrong field. */
export function refusalOf(error: z.ZodError): AppError {
  const fields = error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }))
  const names = fields.map((field) => field.path || 'body').join(', ')
  return new AppError('invalid_input', `Some values are not accepted: ${names}.`, { fields })
}

/**
 * JSON is checked apart, so that a broken one is told from a wrong value.
 * @throws {AppError} malformed; invalid_input where something in it cannot be stored
 */
export function parseJson(text: string): unknown {
  const value = readJson(text)
  requireStorable(value)
  return value
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('malformed', 'The request is not valid JSON.')
  }
}

/** @throws {AppError} malformed, invalid_input */
export function parseInput<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  const result = schema.safeParse(parseJson(text))
  if (!result.success) throw refusalOf(result.error)
  return result.data
}
