import { handleCustomerArchive } from '@/server/http/customers-csv'

export { handleCustomerArchive as GET }
