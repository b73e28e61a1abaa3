import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import { onSignal } from '@/server/platform/signals'
import { listOwed } from '../store/talks'
import { answerOwed } from './answer-owed'

const SWEEP_MS = 1_000
const AT_ONCE = 8
const BATCH = 200

async function answer(conversationId: string): Promise<boolean> {
  return answerOwed(conversationId).catch((err: unknown) => {
    log().warn({ err, conversationId }, 'the bot could not answer; it is tried again')
    return false
  })
}

/** Every answer that is owed and that nobody is at; answers how many were given. */
export async function answerAllOwed(): Promise<number> {
  let done = 0
  const ids = await listOwed(pool(), new Date(nowMs()), BATCH)
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const answered = await Promise.all(ids.slice(i, i + AT_ONCE).map(answer))
    done += answered.filter(Boolean).length
  }
  return done
}

/** In every process: at once for what came in here, and a look each second for all else. */
export function startBot(): () => Promise<void> {
  const running = new Map<string, Promise<void>>()
  /** One at a time for each conversation; a word that comes meanwhile is looked at afterwards. */
  const kick = (id: string) => {
    const before = running.get(id) ?? Promise.resolve()
    const turn = before.then(async () => {
      await answer(id)
      if (running.get(id) === turn) running.delete(id)
    })
    running.set(id, turn)
  }
  let sweeping: Promise<unknown> | null = null
  const off = onSignal('bot_asked', ({ conversationId }) => kick(conversationId))
  const timer = setInterval(() => {
    sweeping ??= round('bot', SWEEP_MS, answerAllOwed)
      .catch((err) => log().debug({ err: String(err) }, 'the bot could not look; it looks again'))
      .finally(() => {
        sweeping = null
      })
  }, SWEEP_MS)
  return async () => {
    off()
    clearInterval(timer)
    await Promise.all([sweeping, ...running.values()])
  }
}
