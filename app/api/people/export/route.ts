import { handlePeopleCsv } from '@/server/http/people-csv'

export { handlePeopleCsv as GET }
