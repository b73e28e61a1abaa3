import { exportAudit } from '@/server/modules/accounts'
import { auditFilter } from '@/server/modules/accounts/contract'
import { AppError, viewingOnly } from '@/server/platform/errors'
import { answerCsv, csvResponse } from './csv-response'

/** GET with the list's filter as the query; the same entries, newest first, as a file. */
export function handleAuditCsv(request: Request): Promise<Response> {
  return answerCsv(request, 'audit.read', async (principal, query) => {
    // The log says who took it away, which a view must not write.
    if (principal.viewing) throw viewingOnly()
    const filter = auditFilter.safeParse(query)
    if (!filter.success) throw new AppError('invalid_input', 'The filter is not understood.')
    return csvResponse(await exportAudit(principal, filter.data), 'audit-log.csv')
  })
}
