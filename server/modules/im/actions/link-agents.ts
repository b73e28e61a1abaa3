import type { Principal } from '@/server/access'
import { noteAudit } from '@/server/modules/accounts'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { ImAgentLink } from '../contract'
import {
  listAgentChoices,
  listAgentLinks,
  listUnknownAgents,
  lockLinks,
  replaceAgentLinks,
} from '../store/people'
import { requireImChannel } from './save-connection'

export async function getImAgents(
  channelId: string,
): Promise<{ links: ImAgentLink[]; choices: { id: string; name: string }[] }> {
  await requireImChannel(channelId)
  const [links, choices] = await Promise.all([listAgentLinks(pool(), channelId), listAgentChoices(pool())])
  return { links, choices }
}

const sorted = (links: readonly ImAgentLink[]) =>
  JSON.stringify(
    links
      .map(({ agentId, imUserId, receives }) => [agentId, imUserId, receives])
      .toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  )

/** Who is whom in the IM. @throws {AppError} not_found, conflict, invalid_input */
export async function saveImAgents(
  principal: Principal,
  { channelId, before, after }: { channelId: string; before: ImAgentLink[]; after: ImAgentLink[] },
): Promise<void> {
  const channel = await requireImChannel(channelId)
  await inTransaction(async (sql) => {
    if (!(await lockLinks(sql, channelId))) throw new AppError('not_found', 'This channel is not connected.')
    const stored = await listAgentLinks(sql, channelId)
    if (sorted(stored) !== sorted(before)) {
      throw new AppError('conflict', 'Somebody else changed these accounts in the meantime.', {
        data: { current: stored },
      })
    }
    const unknown = await listUnknownAgents(
      sql,
      after.map(({ agentId }) => agentId),
    )
    if (unknown.length > 0) {
      const at = after.findIndex(({ agentId }) => unknown.includes(agentId))
      throw new AppError('invalid_input', 'Somebody who is named is no agent.', {
        fields: [{ path: `after.${at}.agentId`, message: 'unknown agent' }],
      })
    }
    await replaceAgentLinks(sql, channelId, after)
    await noteAudit(sql, {
      actor: { userId: principal.userId, name: principal.name },
      ...{ entity: 'im_agents', entityId: channelId, label: channel.name, action: 'updated' },
      ...{ before: stored, after },
    })
  })
}
