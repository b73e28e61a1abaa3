import type { Principal } from '@/server/access'
import { noteAudit } from '@/server/modules/accounts'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { seal } from '@/server/platform/seal'
import type { ShopInput, ShopView } from '../contract'
import { findShop, type StoredShop, writeShop } from '../store/shop'
import { forgetShop, SHOP_PURPOSE } from './pull-orders'

const viewOf = (shop: StoredShop | null): ShopView => ({
  ...{ url: shop?.url ?? '', enabled: shop?.enabled ?? false },
  ...{ secretSet: shop?.secret != null, version: shop?.version ?? 0 },
})

export const getShop = async (): Promise<ShopView> => viewOf(await findShop(pool()))

/** The secret is told once and kept sealed. @throws {AppError} conflict, invalid_input */
export async function saveShop(principal: Principal, shop: ShopInput): Promise<void> {
  await inTransaction(async (sql) => {
    const stands = await findShop(sql, true)
    const current = viewOf(stands)
    if (current.version !== shop.version) {
      throw new AppError('conflict', 'Somebody else changed this in the meantime.', { data: { current } })
    }
    const secret = shop.secret === null ? (stands?.secret ?? null) : seal(SHOP_PURPOSE, 'shop', shop.secret)
    if (shop.enabled && secret === null) {
      throw new AppError('invalid_input', 'A secret is needed.', {
        fields: [{ path: 'secret', message: 'needed', code: 'no_shop_secret' }],
      })
    }
    await writeShop(sql, { url: shop.url, enabled: shop.enabled, secret })
    await noteAudit(sql, {
      ...{ actor: principal, action: 'updated', entity: 'settings', entityId: 'shop', label: 'shop' },
      before: { url: current.url, enabled: current.enabled },
      after: { url: shop.url, enabled: shop.enabled, secretChanged: shop.secret !== null },
    })
  })
  forgetShop()
}
