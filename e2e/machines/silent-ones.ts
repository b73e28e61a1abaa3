import { setTimeout as delay } from 'node:timers/promises'
import { builtInRoles } from '@/server/access'
import { apiClient } from '@/server/http/testing/client'
import { pool } from '@/server/platform/db/pool'
import { addToken, buildScenario } from '@/server/platform/testing/scenario'
import type { Cluster } from './cluster'
import { enter, say } from './traffic'
import { comesTrue } from './waiting'

/**
 * Customers who fall silent, one after the other for as long as it lasts: each is to be reminded once and ended once,
 * by whichever machine lives when it is due.
 */
const THRESHOLDS = { silenceMs: 4_000, countdownMs: 4_000 }
const EVERY_MS = 1_000

export type SilentFacts = { customers: number; reminders: number; ends: number; faults: string[] }

/** Before anything else is configured: the scenario sets the organisation up. */
export async function startSilentOnes(cluster: Cluster) {
  const { channelId, channelKey, agents } = await buildScenario([{ name: 'Patience', capacity: 100 }])
  await pool().query('update channels set thresholds = $2 where id = $1', [channelId, THRESHOLDS])
  const token = await addToken(agents.Patience ?? '', builtInRoles.agent.permissions)
  const agent = apiClient(cluster.base, token)
  const ids: string[] = []
  let stopped = false
  const running = (async () => {
    while (!stopped) {
      const { id } = await enter(cluster.base, channelKey)
      await say({ api: agent, id }, '/agent/conversations', 'Is that all?')
      ids.push(id)
      await delay(EVERY_MS)
    }
  })()
  // Whoever stops hears of it; until then nobody listens.
  running.catch(() => {})
  return {
    stop: async (): Promise<SilentFacts> => {
      stopped = true
      await running
      await comesTrue('every silent conversation has ended', async () => {
        const { rows } = await pool().query<{ n: number }>(
          'select count(*)::int as n from conversations where id = any($1) and ended_at is null',
          [ids],
        )
        return rows[0]?.n === 0
      })
      return judge(ids)
    },
  }
}

async function judge(ids: string[]): Promise<SilentFacts> {
  const { rows } = await pool().query<{ reminders: number; ends: number; early: number; wrong: number }>(
    `with each as (
       select e.conversation_id, count(*) filter (where e.type = 'reminded') as reminders,
         count(*) filter (where e.type = 'ended') as ends,
         count(*) filter (where e.type = 'ended' and e.created_at < m.at + $2 * interval '1 millisecond') as early
       from conversation_events e
       join (select conversation_id, max(created_at) as at from messages where sender_kind = 'agent' group by 1) m
         on m.conversation_id = e.conversation_id
       where e.conversation_id = any($1) group by 1)
     select sum(reminders)::int as reminders, sum(ends)::int as ends, sum(early)::int as early,
       count(*) filter (where reminders <> 1 or ends <> 1)::int as wrong from each`,
    [ids, THRESHOLDS.silenceMs + THRESHOLDS.countdownMs],
  )
  const { reminders, ends, early, wrong } = rows[0] ?? { reminders: 0, ends: 0, early: 0, wrong: 0 }
  return {
    ...{ customers: ids.length, reminders, ends },
    faults: [
      ...(wrong > 0 ? [`${wrong} conversations not reminded and ended exactly once`] : []),
      ...(early > 0 ? [`${early} ended before their time`] : []),
      ...(ends === ids.length ? [] : [`${ends} ends of ${ids.length} silent conversations`]),
    ],
  }
}
