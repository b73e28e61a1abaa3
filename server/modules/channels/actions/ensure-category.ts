import type { Principal } from '@/server/access'
import { lockSetup, raiseConfigVersion, recordAudit } from '@/server/modules/accounts'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { type CategoryNames, categoryExists, findCategory, insertCategory } from '../store/setup-rows'

/**
 * The category of this English name under this parent; made last among its siblings when there is none.
 * @throws {AppError} invalid_input for an unknown parent
 */
export async function ensureCategory(
  principal: Principal,
  input: { names: CategoryNames; parentId: string | null },
): Promise<{ id: string; created: boolean }> {
  const { category, version } = await inTransaction(async (tx) => {
    await lockSetup(tx)
    if (input.parentId && !(await categoryExists(tx, input.parentId))) {
      throw new AppError('invalid_input', 'The parent category does not exist.', {
        fields: [{ path: 'parentId', message: 'unknown category' }],
      })
    }
    const known = await findCategory(tx, input.names.en, input.parentId)
    if (known) return { category: { id: known, created: false }, version: null }
    const id = await insertCategory(tx, input.names, input.parentId)
    await recordAudit(tx, {
      actor: principal,
      action: 'created',
      entity: 'category',
      entityId: id,
      label: input.names.en,
      after: input,
    })
    return { category: { id, created: true }, version: await raiseConfigVersion(tx) }
  })
  if (version !== null) emitSignal('config_changed', { version })
  return category
}
