import { TRPCClientError } from '@trpc/client'
import type { RootRouter } from '@/server/http/trpc/root'
import { ApiError } from './api'

/** What went wrong, as screens need it. `code` is one of the server's closed set, or `network`. */
export type Failure = {
  code: string
  message: string
  reference: string | null
  fields: { path: string; message: string; code?: string | undefined }[]
  details: Record<string, unknown>
}

export function toFailure(error: unknown): Failure {
  if (error instanceof ApiError) {
    const { code, message, reference, fields } = error
    return { code, message, reference, fields, details: {} }
  }
  const data = error instanceof TRPCClientError ? (error as TRPCClientError<RootRouter>).data : null
  if (!data || !(error instanceof Error)) {
    return { code: 'network', message: String(error), reference: null, fields: [], details: {} }
  }
  return {
    code: data.appCode,
    message: error.message,
    reference: data.reference,
    fields: data.fields,
    details: data.details,
  }
}
