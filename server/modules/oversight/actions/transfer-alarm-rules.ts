import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type AlarmRuleSettings, alarmRuleSettings } from '../contract'
import { deleteRule, insertRule, lockRule, settingsOf, updateRule } from '../store/alarm-rules'

/** One alarm rule as a file wants it, in the caller's transaction; null takes it away. @throws {AppError} invalid_input */
export async function transferAlarmRule(
  tx: Db,
  actor: Principal,
  { id, next }: { id: string; next: AlarmRuleSettings | null },
): Promise<void> {
  const row = await lockRule(tx, id)
  const before = row && settingsOf(row)
  const read = next && alarmRuleSettings.safeParse(next)
  if (read && !read.success) {
    const [issue] = read.error.issues
    const path = issue?.path.map(String).join('.') ?? ''
    const fields = [{ path, message: issue?.message ?? '' }]
    throw new AppError('invalid_input', 'The alarm rule is not accepted.', { fields })
  }
  const after = read?.data ?? null
  if (after && row) await updateRule(tx, id, after)
  else if (after) await insertRule(tx, id, after, now())
  else if (row) await deleteRule(tx, id)
  const shown = after ?? before
  await recordAudit(tx, {
    ...{ actor, action: after ? 'applied' : 'deleted', entity: 'alarm_rule', entityId: id, before, after },
    label: shown?.name || shown?.kind || '',
  })
}
