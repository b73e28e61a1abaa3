import { handleTicketsCsv } from '@/server/http/tickets-csv'

export { handleTicketsCsv as GET }
