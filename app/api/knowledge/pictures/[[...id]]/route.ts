import { handleRequest } from '@/server/http/handle-request'

export const dynamic = 'force-dynamic'
export { handleRequest as GET, handleRequest as POST }
