import { requestHuman } from '@/server/modules/dispatch'
import { countFeedback } from '@/server/modules/knowledge'
import { pool } from '@/server/platform/db/pool'
import { noteHandOver, noteHelpful } from '../store/talks'

/** The button. Noted first, so that a crash between the two does not lose it. @throws {AppError} conversation_ended */
export async function askForHuman(conversationId: string): Promise<void> {
  await noteHandOver(pool(), conversationId, 'button')
  await requestHuman(conversationId)
}

/** Whether an answer helped, told once; of what is no answer nothing is counted. */
export async function rateAnswer(conversationId: string, seq: number, helpful: boolean): Promise<void> {
  const rated = await noteHelpful(pool(), { conversationId, seq, helpful })
  if (rated) await countFeedback(rated.articleId, helpful)
}
