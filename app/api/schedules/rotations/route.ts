import { handleRotationsCsv } from '@/server/http/schedules-csv'

export { handleRotationsCsv as GET }
