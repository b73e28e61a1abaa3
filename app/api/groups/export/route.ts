import { handleGroupsCsv } from '@/server/http/groups-csv'

export { handleGroupsCsv as GET }
