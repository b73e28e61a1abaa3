import { handleRepliesCsv } from '@/server/http/replies-csv'

export { handleRepliesCsv as GET }
