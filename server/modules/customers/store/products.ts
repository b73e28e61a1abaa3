import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { ProductInput, ProductLine } from '../contract'
import { prefixQuery, searchTerms } from '../domain/search-terms'

/** True when it was made. */
export async function putProduct(sql: Sql, one: ProductInput, at: Date): Promise<boolean> {
  const { rows } = await sql.query<{ created: boolean }>(
    `insert into products(id, external_id, title, subtitle, amount, currency, image_url, url, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (external_id) do update set title = excluded.title, subtitle = excluded.subtitle,
       amount = excluded.amount, currency = excluded.currency, image_url = excluded.image_url, url = excluded.url,
       updated_at = excluded.updated_at returning (xmax = 0) as created`,
    [newId(), one.externalId, one.title, one.subtitle, one.amount, one.currency, one.imageUrl, one.url, at],
  )
  return rows[0]?.created ?? false
}

export async function deleteProduct(sql: Sql, externalId: string): Promise<boolean> {
  const { rowCount } = await sql.query('delete from products where external_id = $1', [externalId])
  return rowCount === 1
}

/** Every word by its beginning; without words those told last. */
export async function findProducts(sql: Sql, search: string): Promise<ProductLine[]> {
  const terms = searchTerms(search)
  if (terms.length === 0 && search !== '') return []
  const { rows } = await sql.query<ProductLine>(
    `select external_id as "externalId", title, subtitle, amount::text, currency, image_url as "imageUrl", url from products
     where $1 = '' or words @@ to_tsquery('simple', $1) order by updated_at desc, id limit 20`,
    [prefixQuery(terms)],
  )
  return rows
}
