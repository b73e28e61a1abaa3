import type { Sql } from '@/server/platform/db/pool'
import type { Fact, Rule } from '../domain/alarms'
import type { AlarmKind } from '../domain/words'

type Row = Partial<Omit<Fact, 'kind' | 'at'>> & { subject: string; value: number; at?: Date }

/** So far back ratings that nobody followed up are looked at. */
const RATING_DAYS = 30
/** More than these at once say nothing more; the most serious ones come first. */
const MOST = 500

const ownThreshold = (key: string, fallback: number) =>
  `coalesce((g.thresholds->>'${key}')::numeric, (ch.thresholds->>'${key}')::numeric,
    (o.settings->'thresholds'->>'${key}')::numeric, ${fallback}) / 1000`

/** Each answers what might reach a rule whose threshold is $2 or less ($1: now; for stars $2 or more). */
const statements: Record<AlarmKind, string> = {
  no_reply: `select 'conversation:' || c.id || ':' || extract(epoch from c.awaiting_since) * 1000 as subject,
      floor(extract(epoch from $1::timestamptz - c.awaiting_since))::int as value, c.id as "conversationId",
      c.agent_id as "agentId", array_remove(array[c.group_id], null) as "groupIds", c.channel_id as "channelId",
      json_build_object('warning', ${ownThreshold('noReplyWarningMs', 60_000)},
        'breach', ${ownThreshold('noReplyBreachMs', 180_000)}) as own
    from conversations c join channels ch on ch.id = c.channel_id left join skill_groups g on g.id = c.group_id
      left join organization o on o.id = 1
    where c.ended_at is null and c.status = 'awaiting_agent' and c.live and c.agent_id is not null
      and c.awaiting_since <= $1::timestamptz - make_interval(secs => $2) order by c.awaiting_since`,
  queue_length: `select 'queue:' || group_id as subject, count(*)::int as value, array[group_id] as "groupIds"
    from queue_entries where $1::timestamptz is not null group by group_id having count(*) >= $2 order by 2 desc`,
  queue_wait: `select 'wait:' || group_id as subject, array[group_id] as "groupIds",
      floor(extract(epoch from $1::timestamptz - min(entered_at)))::int as value,
      (array_agg(conversation_id order by entered_at))[1] as "conversationId"
    from queue_entries group by group_id
    having min(entered_at) <= $1::timestamptz - make_interval(secs => $2) order by 3 desc`,
  low_rating: `select 'rating:' || r.conversation_id as subject, r.score as value, r.conversation_id as "conversationId",
      r.agent_id as "agentId", array_remove(array[r.group_id], null) as "groupIds", c.channel_id as "channelId",
      r.created_at as at
    from ratings r join conversations c on c.id = r.conversation_id
    where r.score <= $2 and r.followed_up_at is null and r.created_at > $1::timestamptz - interval '${RATING_DAYS} days'
    order by r.score, r.created_at desc`,
  missing_from_shift: `select 'shift:' || s.id as subject, s.agent_id as "agentId",
      floor(extract(epoch from $1::timestamptz - greatest(s.starts_at, a.status_since)))::int as value,
      array(select m.group_id from group_members m where m.agent_id = a.id) as "groupIds"
    from shifts s join agents a on a.id = s.agent_id and a.enabled
    where s.kind = 'shift' and s.starts_at <= $1 and s.ends_at > $1 and a.status = 'offline'
      and not exists (select from shifts x where x.agent_id = s.agent_id and x.kind <> 'shift'
        and x.starts_at <= $1 and x.ends_at > $1)
      and greatest(s.starts_at, a.status_since) <= $1::timestamptz - make_interval(secs => $2) order by 3 desc`,
  unassigned_message: `select 'unassigned:' || c.id as subject, c.id as "conversationId", c.channel_id as "channelId",
      floor(extract(epoch from $1::timestamptz - coalesce(c.entered_at, c.created_at)))::int as value,
      array_remove(array[c.group_id], null) as "groupIds"
    from conversations c where c.ended_at is null and c.agent_id is null and c.creation_type = 'offline'
      and coalesce(c.entered_at, c.created_at) <= $1::timestamptz - make_interval(secs => $2) order by 4 desc`,
}

/** What is going on that these rules may care for. */
export async function loadFacts(
  sql: Sql,
  rules: readonly (Rule & { createdAt: Date })[],
  at: Date,
): Promise<Fact[]> {
  const facts: Fact[] = []
  for (const kind of new Set(rules.map((rule) => rule.kind))) {
    const thresholds = rules.filter((rule) => rule.kind === kind).map(({ threshold }) => threshold)
    const limit = kind === 'low_rating' ? Math.max(...thresholds) : Math.min(...thresholds)
    const { rows } = await sql.query<Row>({
      name: `alarm_facts_${kind}`,
      text: `${statements[kind]} limit ${MOST}`,
      values: [at, limit],
    })
    for (const { at: since, ...row } of rows) {
      facts.push({
        ...{ conversationId: null, agentId: null, channelId: null, groupIds: [] },
        ...row,
        ...(since ? { at: since.getTime() } : {}),
        kind,
      })
    }
  }
  return facts
}
