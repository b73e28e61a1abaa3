import { handleCustomersFile } from '@/server/http/customers-csv'

export { handleCustomersFile as GET }
