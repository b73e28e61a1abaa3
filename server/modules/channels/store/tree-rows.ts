import { pool } from '@/server/platform/db/pool'
import { type Db, Prisma, prisma } from '@/server/platform/db/prisma'
import type { NodeUses, Tree, TreeNode } from '../contract'

/** Both trees have the same columns; the names are ours and never input. */
const tables = {
  category: { nodes: 'categories', column: 'category_id' },
  wrap_up: { nodes: 'wrap_ups', column: 'wrap_up_id' },
} as const satisfies Record<Tree, object>

const table = (tree: Tree) => Prisma.raw(tables[tree].nodes)
const column = (tree: Tree) => Prisma.raw(tables[tree].column)

export type StoredNode = Omit<TreeNode, 'uses' | 'recent'> & { mergedIntoId: string | null }

/** A tree is changed by one at a time: what a move or a merge may do depends on all of it. */
export async function lockTree(tx: Db, tree: Tree): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tree ${tree}`}, 0))`
}

/** Merged nodes are left out: they stand for the past only. */
export function listNodes(tree: Tree, db: Db = prisma()): Promise<StoredNode[]> {
  return db.$queryRaw<StoredNode[]>`
    select id, parent_id as "parentId", names, position, disabled_at is not null as disabled, version,
      merged_into_id as "mergedIntoId"
    from ${table(tree)} where merged_into_id is null order by position, id`
}

export async function findNode(tx: Db, tree: Tree, id: string): Promise<StoredNode | null> {
  const rows = await tx.$queryRaw<StoredNode[]>`
    select id, parent_id as "parentId", names, position, disabled_at is not null as disabled, version,
      merged_into_id as "mergedIntoId"
    from ${table(tree)} where id = ${id}::uuid`
  return rows[0] ?? null
}

export async function insertNode(
  tx: Db,
  tree: Tree,
  node: { id: string; parentId: string | null; names: object; position: number; disabledAt: Date | null },
): Promise<void> {
  await tx.$executeRaw`
    insert into ${table(tree)} (id, parent_id, names, position, disabled_at)
    values (${node.id}::uuid, ${node.parentId}::uuid, ${JSON.stringify(node.names)}::jsonb, ${node.position},
      ${node.disabledAt})`
}

type NewNode = {
  id: string
  parentId: string | null
  names: object
  position: number
  disabled: boolean
}

/** Parents and children in one statement: whether a parent is there is asked at its end. */
export async function insertNodes(tx: Db, tree: Tree, nodes: readonly NewNode[], at: Date): Promise<void> {
  for (const part of partsOf(nodes)) {
    await tx.$executeRaw`
      insert into ${table(tree)} (id, parent_id, names, position, disabled_at)
      select id, parent, names::jsonb, place, case when off then ${at}::timestamptz end
      from unnest(${part.map(({ id }) => id)}::uuid[], ${part.map(({ parentId }) => parentId)}::uuid[],
        ${part.map(({ names }) => JSON.stringify(names))}::text[], ${part.map(({ position }) => position)}::int[],
        ${part.map(({ disabled }) => disabled)}::boolean[]) as n(id, parent, names, place, off)`
  }
}

/** Names and states of many; places stay. */
export async function updateNodes(
  tx: Db,
  tree: Tree,
  nodes: readonly Omit<NewNode, 'parentId' | 'position'>[],
  at: Date,
): Promise<void> {
  for (const part of partsOf(nodes)) {
    await tx.$executeRaw`
      update ${table(tree)} t set names = n.names::jsonb, version = version + 1,
        disabled_at = case when n.off then coalesce(t.disabled_at, ${at}::timestamptz) end
      from unnest(${part.map(({ id }) => id)}::uuid[], ${part.map(({ names }) => JSON.stringify(names))}::text[],
        ${part.map(({ disabled }) => disabled)}::boolean[]) as n(id, names, off) where t.id = n.id`
  }
}

function* partsOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += 5_000) yield all.slice(at, at + 5_000)
}

export async function updateNode(
  tx: Db,
  tree: Tree,
  id: string,
  node: { parentId: string | null; names: object; disabledAt: Date | null },
): Promise<void> {
  await tx.$executeRaw`
    update ${table(tree)} set parent_id = ${node.parentId}::uuid, names = ${JSON.stringify(node.names)}::jsonb,
      disabled_at = case when ${node.disabledAt}::timestamptz is null then null
        else coalesce(disabled_at, ${node.disabledAt}) end, version = version + 1
    where id = ${id}::uuid`
}

/** Siblings in this order; a place is not an edit of its node. */
export async function orderNodes(tx: Db, tree: Tree, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update ${table(tree)} n set position = o.place - 1
    from unnest(${[...ids]}::uuid[]) with ordinality as o(id, place) where n.id = o.id`
}

export async function removeNode(tx: Db, tree: Tree, id: string): Promise<void> {
  await tx.$executeRaw`delete from ${table(tree)} where id = ${id}::uuid`
}

/** Its children move below the other, behind those already there. */
export async function markMerged(
  tx: Db,
  tree: Tree,
  { id, intoId, at }: { id: string; intoId: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    update ${table(tree)} set parent_id = ${intoId}::uuid, version = version + 1,
      position = position + (select coalesce(max(position), -1) + 1 from ${table(tree)} where parent_id = ${intoId}::uuid)
    where parent_id = ${id}::uuid and merged_into_id is null`
  await tx.$executeRaw`
    update ${table(tree)} set merged_into_id = ${intoId}::uuid, disabled_at = coalesce(disabled_at, ${at}),
      version = version + 1 where id = ${id}::uuid`
  await tx.$executeRaw`
    update ${table(tree)} set merged_into_id = ${intoId}::uuid where merged_into_id = ${id}::uuid`
}

/** Rules and menus that name the one name the other; answers how many of each were changed. */
export async function pointReferences(
  tx: Db,
  { id, intoId }: { id: string; intoId: string },
): Promise<{ rules: number; menus: number }> {
  const rules = await tx.$executeRaw`
    update routing_rules set version = version + 1, conditions = jsonb_set(conditions, '{categoryIds}',
      (select jsonb_agg(distinct case when v = ${id} then ${intoId} else v end)
        from jsonb_array_elements_text(conditions->'categoryIds') v))
    where jsonb_exists(conditions->'categoryIds', ${id})`
  const menus = await tx.$executeRaw`
    update channels set version = version + 1, settings = replace(settings::text, ${id}, ${intoId})::jsonb
    where settings->'menu' @> ${JSON.stringify([{ action: { categoryId: id } }])}::jsonb`
  return { rules, menus }
}

/** Points at most `limit` conversations elsewhere, each batch in a transaction of its own. */
export async function pointConversations(
  tree: Tree,
  { id, intoId, limit }: { id: string; intoId: string; limit: number },
): Promise<number> {
  const { column: name } = tables[tree]
  const { rowCount } = await pool().query(
    `with part as (select id from conversations where ${name} = $1 order by id limit $3 for no key update)
     update conversations c set ${name} = $2 from part where c.id = part.id`,
    [id, intoId, limit],
  )
  return rowCount ?? 0
}

/** Merges that a stop cut short: conversations still point at what was merged. */
export async function listUnfinishedMerges(): Promise<{ tree: Tree; id: string; intoId: string }[]> {
  const { rows } = await pool().query<{ tree: Tree; id: string; intoId: string }>(`
    select 'category' as tree, id, merged_into_id as "intoId" from categories n where merged_into_id is not null
      and exists (select 1 from conversations c where c.category_id = n.id)
    union all select 'wrap_up', id, merged_into_id from wrap_ups n where merged_into_id is not null
      and exists (select 1 from conversations c where c.wrap_up_id = n.id)`)
  return rows
}

/** Conversations of each node that began since then. */
export async function countSince(tree: Tree, since: Date): Promise<Map<string, number>> {
  const rows = await prisma().$queryRaw<{ id: string; n: number }[]>`
    select ${column(tree)} as id, count(*)::int as n from conversations
    where ${column(tree)} is not null and created_at >= ${since} group by 1`
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** By node. Counted from the tables at every reading. */
export async function countUses(tree: Tree, db: Db = prisma()): Promise<Map<string, NodeUses>> {
  const rows = await db.$queryRaw<({ id: string } & NodeUses)[]>`
    with c as (select ${column(tree)} as id, count(*)::int as n from conversations
        where ${column(tree)} is not null group by 1),
      r as (select v as id, count(*)::int as n from routing_rules,
        jsonb_array_elements_text(coalesce(conditions->'categoryIds', '[]')) v group by 1),
      m as (select item->'action'->>'categoryId' as id, count(*)::int as n from channels,
        jsonb_array_elements(coalesce(settings->'menu', '[]')) item group by 1)
    select n.id, coalesce(c.n, 0) as conversations, coalesce(r.n, 0) as rules, coalesce(m.n, 0) as menus
    from ${table(tree)} n left join c on c.id = n.id left join r on r.id = n.id::text left join m on m.id = n.id::text`
  return new Map(rows.map(({ id, ...uses }) => [id, uses]))
}

export async function isMergeTarget(tx: Db, tree: Tree, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from ${table(tree)} where merged_into_id = ${id}::uuid limit 1`
  return rows.length > 0
}
