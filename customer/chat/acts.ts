import type { Contact, ConversationView } from '@/server/http/v1/contract'
import type { Store } from './store'
import { codeOf } from './transport/api'
import type { CustomerSession } from './transport/session'

/** What a customer may do with a conversation besides writing. */
export function createActs(store: Store, session: CustomerSession) {
  /** The answer is the new snapshot; a refusal stands in words above the composer. */
  const act = async (verb: string, body?: unknown): Promise<boolean> => {
    const id = store.get().conversation?.id
    if (!id) return false
    store.dispatch({ type: 'problem', code: null })
    try {
      const path = `/conversations/${id}/${verb}`
      const answer = await session.call<ConversationView | undefined>('POST', path, body)
      if (answer?.id === id && 'lastSeq' in answer) store.dispatch({ type: 'snapshot', conversation: answer })
      return true
    } catch (error) {
      store.dispatch({ type: 'problem', code: codeOf(error) })
      return false
    }
  }
  return {
    end: () => act('end'),
    leaveQueue: () => act('leave-queue'),
    askHuman: () => act('human'),
    helped: (seq: number, helpful: boolean) => act('bot-feedback', { seq, helpful }),
    resolve: (solved: boolean) => act('resolution', { solved }),
    rate: (score: number, tags: string[], comment: string) =>
      act('rating', { score, tags, comment: comment.trim() || undefined }),
    choose: (choose: 'wait' | 'message' | 'group') => act('queue-choice', { choose }),
    giveContact: (contact: Contact) => act('contact', contact),
    mailTranscript: (email: string, language: string) => act('transcript', { email, language }),
    recall: (messageId: string) => act(`messages/${messageId}/recall`),
  }
}
