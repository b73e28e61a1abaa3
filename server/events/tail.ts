import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { instruments } from '@/server/platform/observe/instruments'
import { round } from '@/server/platform/observe/rounds'
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

  const look = async (woken: boolean) => {
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
        if ((last ?? seq - 1) >= seq) continue
        if (!woken) instruments.wakeUpsMissed.inc()
        void stream.pump(conversationId, true)
      }
    }
  }
  const run = (woken = true) => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = round('tail', POLL_MS, () => look(woken))
      .catch((error) => log().debug({ err: error }, 'tail could not read'))
      .finally(() => {
        running = undefined
        if (again) {
          again = false
          run()
        }
      })
  }
  const timer = setInterval(() => run(false), POLL_MS)
  const quiet = listenToOthers(run)
  run()
  return async () => {
    stopped = true
    clearInterval(timer)
    quiet()
    await running
  }
}
