import { handleReportCsv } from '@/server/http/report-csv'

export { handleReportCsv as GET }
