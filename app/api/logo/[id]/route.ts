import { handleRequest } from '@/server/http/handle-request'

export { handleRequest as GET }
