import { AppError } from '@/server/platform/errors'
import { findReceiver } from '../store/find-receiver'
import { chosenByHand } from './chosen-by-hand'
import { type HandOn, handOn } from './dispatch-again'
import { requireGroup } from './transfer-conversation'

type Supervised = { conversationId: string; by: { id: string; name: string }; reason: string }

const call = ({ conversationId, by, reason }: Supervised, kind: HandOn['kind']) => ({
  ...{ conversationId, kind, by: 'supervisor' as const },
  audit: by,
  detail: { by: by.name, byId: by.id, note: reason },
})

/**
 * A supervisor takes a conversation that somebody else has, or that nobody has yet, beyond their own limit if
 * need be. @throws {AppError} not_found, conversation_ended, transition_refused
 */
export async function takeOver(input: Supervised & { agentId: string }): Promise<void> {
  const { agentId } = input
  await handOn({
    ...call(input, 'transfer'),
    event: { type: 'taken_over', agentId },
    groupId: null,
    reason: 'taken_over',
    overLimit: true,
    chosen: async (sql, loaded, configuration) => {
      const receiver = await findReceiver(sql, agentId, loaded.groupId)
      if (!receiver) throw new AppError('conflict', 'You do not receive conversations.')
      return chosenByHand(receiver, loaded.groupId ?? receiver.groupId ?? '', configuration)
    },
  })
}

/** Takes it from its agent and decides anew without them. @throws {AppError} as takeOver */
export async function reassign(input: Supervised): Promise<void> {
  await handOn({
    ...call(input, 'reassign'),
    event: { type: 'reassigned' },
    groupId: null,
    reason: 'reassigned',
  })
}

/** Moves a waiting customer to another group's queue; the time of entry stays. @throws {AppError} invalid_input */
export async function moveInQueue(input: Supervised & { groupId: string }): Promise<void> {
  await requireGroup(input.groupId)
  await handOn({
    ...call(input, 'reassign'),
    event: { type: 'supervisor_moved', groupId: input.groupId },
    groupId: input.groupId,
    reason: 'moved',
  })
}
