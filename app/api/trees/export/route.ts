import { handleTreeCsv } from '@/server/http/tree-csv'

export { handleTreeCsv as GET }
