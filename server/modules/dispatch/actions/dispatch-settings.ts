import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { changeOrganizationSettings, readOrganizationSettings, recordAudit } from '@/server/modules/accounts'
import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { DispatchSettingsInput, updateDispatchSettingsInput } from '../contract'
import { changeRouting } from './change-routing'

export async function getDispatchSettings(): Promise<DispatchSettingsInput> {
  const { orderOwner, stickinessHours } = await readOrganizationSettings(prisma())
  return { orderOwner, stickinessHours }
}

/** @throws {AppError} conflict when they are no longer what was seen */
export async function updateDispatchSettings(
  principal: Principal,
  { seen, settings }: z.output<typeof updateDispatchSettingsInput>,
): Promise<void> {
  await changeRouting(principal, async (tx) => {
    const { orderOwner, stickinessHours } = await readOrganizationSettings(tx, true)
    const before = { orderOwner, stickinessHours }
    if (flat(before) !== flat(seen)) {
      throw new AppError('conflict', 'Somebody else changed this in the meantime.', {
        data: { current: before },
      })
    }
    await changeOrganizationSettings(tx, settings)
    await recordAudit(tx, {
      ...{ actor: principal, action: 'updated', entity: 'dispatch_settings', entityId: 'organization' },
      label: '',
      before,
      after: settings,
    })
  })
}

const flat = ({ orderOwner, stickinessHours }: DispatchSettingsInput): string =>
  JSON.stringify([orderOwner.mode, orderOwner.waitSeconds, stickinessHours])
