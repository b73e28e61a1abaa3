import { handleAuditCsv } from '@/server/http/audit-csv'

export { handleAuditCsv as GET }
