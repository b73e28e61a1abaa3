import { streamingUsers, streamsOfUser } from '@/server/events/streams'
import { pool } from '@/server/platform/db/pool'
import { listPartsOf } from '../store/participants'

/** Brings the streams of these users in step with the parts they have. */
export async function followParts(userIds: readonly string[]): Promise<void> {
  const here = userIds.filter((id) => streamsOfUser(id).length > 0)
  if (here.length === 0) return
  const parts = await listPartsOf(pool(), here)
  for (const userId of here) {
    const own = new Map(
      parts.filter((part) => part.userId === userId).map((part) => [part.conversationId, part.lastSeq]),
    )
    for (const stream of streamsOfUser(userId)) stream.keepParts(own)
  }
}

/** Parts that began or ended in another process, and those of streams that opened since. */
export const followAllParts = (): Promise<void> => followParts(streamingUsers())
