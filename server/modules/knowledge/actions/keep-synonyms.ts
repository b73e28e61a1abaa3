import type { Principal } from '@/server/access'
import { beforeOf, recordAudit } from '@/server/modules/accounts'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type Synonyms, synonymLines } from '../contract'
import { lockSynonyms, writeSynonyms } from '../store/synonyms'

const RECORD = '00000000-0000-4000-8000-000000000001'

const audited = (tx: Db, actor: Principal, action: string, before: Synonyms, after: Synonyms) =>
  recordAudit(tx, { actor, action, entity: 'synonyms', entityId: RECORD, label: '', before, after })

/** The search learns them with its next index. @throws {AppError} conflict with what stands now */
export async function saveSynonyms(
  principal: Principal,
  { version, sets }: Synonyms & { version: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const stands = await lockSynonyms(tx)
    if (stands.version !== version) {
      throw new AppError('conflict', 'Somebody else changed the synonyms in the meantime.', {
        data: { current: stands },
      })
    }
    if (JSON.stringify(stands.sets) === JSON.stringify(sets)) return
    await writeSynonyms(tx, sets)
    await audited(tx, principal, 'updated', { sets: stands.sets }, { sets })
  })
}

/** As before an entry of the audit log. @throws {AppError} not_found */
export async function restoreSynonyms(principal: Principal, { entryId }: { entryId: string }): Promise<void> {
  const { before } = await beforeOf(entryId, 'synonyms', synonymLines)
  await inTransaction(async (tx) => {
    const stands = await lockSynonyms(tx)
    await writeSynonyms(tx, before.sets)
    await audited(tx, principal, 'restored', { sets: stands.sets }, before)
  })
}

export const synonymsRecord = RECORD
