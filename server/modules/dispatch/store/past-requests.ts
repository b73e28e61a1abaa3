import type { Sql } from '@/server/platform/db/pool'

/** What routing looked at when the customer came; tags and level are those of today. */
export type PastRequest = {
  channelId: string
  siteId: string | null
  projectType: string | null
  categoryId: string | null
  stage: 'before_sale' | 'after_sale' | null
  language: string | null
  topic: string
  tags: string[]
  vipLevel: number
  at: Date
}

/** Those whom a rule was asked about, the newest first. */
export async function listPastRequests(sql: Sql, most: number): Promise<PastRequest[]> {
  const { rows } = await sql.query<PastRequest>({
    name: 'past-requests',
    text: `select c.channel_id as "channelId", c.site_id as "siteId", c.project_type as "projectType",
        c.category_id as "categoryId", c.stage, c.language, t.topic, cu.tags, cu.vip_level as "vipLevel",
        c.entered_at as at
      from (select * from conversations where entered_at is not null order by id desc limit $1 * 2) c
      join threads t on t.id = c.thread_id join customers cu on cu.id = c.customer_id
      where t.initiator = 'customer' order by c.id desc limit $1`,
    values: [most],
  })
  return rows
}
