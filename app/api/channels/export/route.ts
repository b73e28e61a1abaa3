import { handleChannelsCsv } from '@/server/http/channels-csv'

export { handleChannelsCsv as GET }
