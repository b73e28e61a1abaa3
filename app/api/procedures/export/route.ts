import { handleProceduresFile } from '@/server/http/procedures-file'

export { handleProceduresFile as GET }
