import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { allStreams } from '@/server/events/streams'
import { countNow } from '@/server/modules/dispatch'
import { pool } from '@/server/platform/db/pool'
import { isLeaving } from '@/server/platform/shutdown'
import { singleton } from '@/server/platform/singleton'

/** The process answers. */
export const live = (): Response => plain(200, 'live')

/** The process answers, means to stay, and its database answers too. */
export async function ready(): Promise<Response> {
  if (isLeaving()) return plain(503, 'ending')
  try {
    await pool().query('select 1')
    return plain(200, 'ready')
  } catch {
    return plain(503, 'the database does not answer')
  }
}

const plain = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
  })

function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'switchyard_streams',
    help: 'Open event streams of this process',
    registers: [registry],
    collect() {
      this.set(allStreams().size)
    },
  })
  const counts = new Gauge({
    name: 'switchyard_conversations',
    help: 'Open conversations by status',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const { status, n } of await countNow(pool())) this.set({ status }, n)
    },
  })
  void counts
  return registry
}

/** Prometheus. */
export async function metrics(): Promise<Response> {
  const registry = singleton('metrics', createRegistry)
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
}
