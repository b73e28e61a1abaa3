import { handleExceptionsCsv } from '@/server/http/channels-csv'

export { handleExceptionsCsv as GET }
