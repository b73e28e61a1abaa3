import { handleTemplatesCsv } from '@/server/http/schedules-csv'

export { handleTemplatesCsv as GET }
