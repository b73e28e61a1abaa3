import type { Db } from '@/server/platform/db/prisma'
import type { RoutingChoices } from '../contract'

/** Suggestions come from the latest customers and threads only: the list is a help, not a truth. */
const RECENT = 2_000

async function listTags(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ tag: string }[]>`
    select distinct tag from (select unnest(tags) as tag from (
      select tags from customers where tags <> '{}' order by last_seen_at desc limit ${RECENT}) c) t order by tag limit 200`
  return rows.map(({ tag }) => tag)
}

async function listProducts(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ product: string }[]>`
    select distinct substr(topic, 9) as product from (
      select topic from threads where topic like 'product:%' order by id desc limit ${RECENT}) t order by 1 limit 200`
  return rows.map(({ product }) => product)
}

export async function listRoutingChoices(db: Db): Promise<RoutingChoices> {
  const [channels, groups, categories, organization, tags, productCategories] = await Promise.all([
    db.channel.findMany({
      include: { defaultGroup: { select: { name: true } } },
      orderBy: { name: 'asc' },
    }),
    db.skillGroup.findMany({ orderBy: { name: 'asc' } }),
    db.category.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
    db.organization.findFirst({ select: { timeZone: true } }),
    listTags(db),
    listProducts(db),
  ])
  return {
    channels: channels.map((channel) => ({
      ...{ id: channel.id, publicKey: channel.publicKey, name: channel.name, version: channel.version },
      disabled: channel.disabledAt !== null,
      ...{ siteIds: channel.siteIds, projectTypes: channel.projectTypes },
      defaultGroupId: channel.defaultGroupId,
      defaultGroupName: channel.defaultGroup.name,
    })),
    groups: groups.map(({ id, name, disabledAt, intakePaused }) => ({
      ...{ id, name, disabled: disabledAt !== null, paused: intakePaused },
    })),
    categories: categories.map(({ id, parentId, names, disabledAt }) => ({
      ...{ id, parentId, names: names as Record<string, string>, disabled: disabledAt !== null },
    })),
    timeZone: organization?.timeZone ?? 'UTC',
    tags,
    productCategories,
  }
}
