import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { type PushedOrders, productInput } from '../contract'
import { putProduct } from '../store/products'

type Result = PushedOrders['results'][number]

/** What the shop tells of many products; a bad row names its fields and does not stop the others. */
export async function pushProducts(products: readonly unknown[]): Promise<PushedOrders> {
  const results: Result[] = []
  for (const given of products) {
    const read = productInput.safeParse(given)
    if (read.success) {
      const created = await putProduct(pool(), read.data, now())
      results.push({ externalId: read.data.externalId, outcome: created ? 'created' : 'updated' })
    } else {
      const id = productInput.shape.externalId.safeParse(
        (given as { externalId?: unknown } | null)?.externalId,
      )
      const fields = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      results.push({ externalId: id.data ?? null, outcome: 'refused', fields })
    }
  }
  return { stored: results.filter(({ outcome }) => outcome !== 'refused').length, results }
}
