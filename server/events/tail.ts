import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { listenToOthers } from './publish'
import { currentHorizon, readAdvanced } from './store/read-log'
import { allStreams, staffStreamsKnowing, streamsOfConversation, streamsOfUser } from './streams'

const POLL_MS = 1_000

/**
 * The guarantee behind every stream: each second, and on each wake-up, the conversations whose log grew
 * are compared with what was sent; who is behind reads the rest from the log. A wake-up that is lost
 * costs a second and nothing else.
 */
export function startTail(): () => Promise<void> {
  let horizon: string | undefined
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  const round = async () => {
    horizon ??= await currentHorizon(pool())
    if (allStreams().size === 0) {
      horizon = await currentHorizon(pool())
      return
    }
    const advanced = await readAdvanced(pool(), horizon)
    horizon = advanced.horizon
    for (const { conversationId, seq, agentId, participantIds } of advanced.rows) {
      const streams = new Set([
        ...streamsOfConversation(conversationId),
        ...staffStreamsKnowing(conversationId),
      ])
      for (const stream of agentId ? streamsOfUser(agentId) : []) streams.add(stream)
      for (const stream of participantIds.flatMap(streamsOfUser)) {
        stream.takePart(conversationId)
        streams.add(stream)
      }
      for (const stream of streams) {
        const last = stream.known.get(conversationId)
        if (last === undefined && stream.reader === 'staff') stream.known.set(conversationId, seq - 1)
        if ((last ?? seq - 1) < seq) void stream.pump(conversationId)
      }
    }
  }
  const run = () => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = round()
      .catch((error) => log().debug({ err: error }, 'tail could not read'))
      .finally(() => {
        running = undefined
        if (again) {
          again = false
          run()
        }
      })
  }
  const timer = setInterval(run, POLL_MS)
  const quiet = listenToOthers(run)
  run()
  return async () => {
    stopped = true
    clearInterval(timer)
    quiet()
    await running
  }
}
