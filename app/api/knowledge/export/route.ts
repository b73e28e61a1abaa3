import { handleKnowledgeFile } from '@/server/http/knowledge-file'

export { handleKnowledgeFile as GET }
