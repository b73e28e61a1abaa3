import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { type Db, inTransaction, prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import {
  type SettingsSection,
  type SettingsValues,
  type saveSectionInput,
  settingsSections,
} from '../contract'
import { recordAudit } from '../store/audit'
import {
  changeOrganizationSettings,
  raiseConfigVersion,
  readOrganizationFacts,
  readOrganizationSettings,
  writeOrganizationFacts,
} from '../store/organization'
import { findAuditEntry } from '../store/read-audit'

export async function getSettings(tx: Db = prisma(), held = false): Promise<SettingsValues> {
  const settings = await readOrganizationSettings(tx, held)
  const { masking, retention, branding, texts, notifications, roster, swapsNeedApproval, monitor } = settings
  const { customers, tickets, calls } = settings
  return {
    organization: await readOrganizationFacts(tx),
    ...{ masking, retention, customers, branding, texts, notifications, monitor, tickets, calls },
    roster: { ...roster, swapsNeedApproval },
  }
}

/** One section, over the value that was read. @throws {AppError} conflict, not_found for a logo that is gone */
export async function saveSettings(
  principal: Principal,
  { section, before, value }: z.output<typeof saveSectionInput>,
): Promise<void> {
  await write(principal, section, value, (current) => {
    if (isDeepStrictEqual(current, before)) return
    const data = { current }
    throw new AppError('conflict', 'Somebody else changed these settings in the meantime.', { data })
  })
}

/** Back to what the section was before an entry of its history. @throws {AppError} not_found */
export async function restoreSettings(principal: Principal, entryId: string): Promise<void> {
  const entry = await findAuditEntry(entryId)
  const section = entry?.entityId as SettingsSection
  const shape = entry?.entity === 'settings' && section in settingsSections ? settingsSections[section] : null
  const before = shape?.safeParse(entry?.before)
  if (!before?.success) throw new AppError('not_found', 'There is nothing to go back to.')
  await write(principal, section, before.data, () => {}, 'restored')
}

async function write(
  principal: Principal,
  section: SettingsSection,
  value: SettingsValues[SettingsSection],
  check: (current: unknown) => void,
  action: 'updated' | 'restored' = 'updated',
): Promise<void> {
  const version = await inTransaction(async (tx) => {
    const current = (await getSettings(tx, true))[section]
    check(current)
    if (isDeepStrictEqual(current, value)) return null
    await requireLogo(tx, value)
    if (section === 'organization') await writeOrganizationFacts(tx, value as SettingsValues['organization'])
    else await changeOrganizationSettings(tx, storedAs(section, value))
    await recordAudit(tx, {
      ...{ actor: principal, action, entity: 'settings', entityId: section, label: section },
      ...{ before: current, after: value },
    })
    return raiseConfigVersion(tx)
  })
  if (version !== null) emitSignal('config_changed', { version })
}

/** The part of the roster stands under two keys. */
function storedAs(section: SettingsSection, value: SettingsValues[SettingsSection]) {
  if (section !== 'roster') return { [section]: value }
  const { swapsNeedApproval, ...roster } = value as SettingsValues['roster']
  return { roster, swapsNeedApproval }
}

async function requireLogo(tx: Db, value: object): Promise<void> {
  const id = 'logoId' in value ? (value.logoId as string | null) : null
  if (id === null || (await tx.picture.count({ where: { id } })) > 0) return
  throw new AppError('not_found', 'This picture is no longer there. Upload it again.', {
    fields: [{ path: 'logoId', message: 'unknown picture' }],
  })
}
