import type { Principal } from '@/server/access'
import { lockSetup, raiseConfigVersion, recordAudit } from '@/server/modules/accounts'
import { inTransaction } from '@/server/platform/db/prisma'
import { emitSignal } from '@/server/platform/signals'
import { findGroupByName, insertGroup } from '../store/setup-rows'

type Ensured = { id: string; name: string; created: boolean }

/** The group of this name, whatever its case; made when there is none, left as it is otherwise. */
export async function ensureGroup(
  principal: Principal,
  input: { name: string; description: string },
): Promise<Ensured> {
  const { ensured, version } = await inTransaction(async (tx) => {
    await lockSetup(tx)
    const known = await findGroupByName(tx, input.name)
    if (known) return { ensured: { ...known, created: false }, version: null }
    const id = await insertGroup(tx, input)
    await recordAudit(tx, {
      actor: principal,
      action: 'created',
      entity: 'skill_group',
      entityId: id,
      label: input.name,
      after: input,
    })
    const version = await raiseConfigVersion(tx)
    return { ensured: { id, name: input.name, created: true }, version }
  })
  if (version !== null) emitSignal('config_changed', { version })
  return ensured
}
