import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import type { Db } from '@/server/platform/db/prisma'
import { type MacroStep, macroInput, type QuickReplyInput } from '../contract'
import { insertReply, lockReply, removeReply, updateReply } from '../store/quick-replies'
import { deleteMacroIn, findMacroIn, putMacroIn } from '../store/transfer-rows'
import { asTaken, auditReply, toSettings } from './keep-quick-replies'

/** Quick replies and macros of groups and for all, as a file wants them, in the caller's transaction. */
export async function transferReply(
  tx: Db,
  principal: Principal,
  { id, next }: { id: string; next: QuickReplyInput | null },
): Promise<void> {
  const row = await lockReply(tx, id)
  const before = row && toSettings(row)
  const write = next && { id, ownerId: null, reply: next }
  if (write) await (row ? updateReply(tx, write) : insertReply(tx, write)).catch(asTaken)
  else if (row) await removeReply(tx, id)
  await auditReply(tx, principal, next ? 'applied' : 'deleted', { id, before, after: next })
}

type Macro = { groupId: string | null; name: string; position: number; steps: MacroStep[] }

export async function transferMacro(
  tx: Db,
  actor: Principal,
  { id, next }: { id: string; next: Macro | null },
): Promise<void> {
  const before = await findMacroIn(tx, id)
  if (next) {
    const scope = next.groupId === null ? ('all' as const) : ('group' as const)
    await putMacroIn(tx, id, macroInput.parse({ scope, ...next }))
  } else await deleteMacroIn(tx, id)
  await recordAudit(tx, {
    ...{ actor, action: next ? 'applied' : 'deleted', entity: 'macro', entityId: id },
    ...{ label: next?.name ?? before?.name ?? '', before, after: next },
  })
}
