import { handleAdherenceCsv } from '@/server/http/adherence-csv'

export { handleAdherenceCsv as GET }
