import { count, type FamilySql, live, sorted, yes } from './family'

const given = `from ratings r join conversations c on c.id = r.conversation_id`
const placed = `r.created_at >= $1 and r.created_at < $2 and ${live('c')}`

/** Ratings once more, to say how they are spread over stars and tags, and who asked the dissatisfied why. */
export const starFacts: FamilySql = {
  facts: `select ${sorted('c')}, r.created_at as at, r.agent_id, r.group_id, r.score, r.tags,
      r.followed_up_at is not null as followed_up
    ${given} where ${placed}`,
  metrics: {
    ratings_received: { n: 'count(*)', rows: 'true', value: 'score' },
    followed_up_rate: {
      n: count('score <= 2 and followed_up'),
      d: count('score <= 2'),
      rows: 'score <= 2',
      value: yes('followed_up'),
    },
  },
}

/** One row per rating and agent who wrote in the conversation: all of them took part in it. */
export const participantFacts: FamilySql = {
  facts: `select ${sorted('c')}, r.created_at as at, m.agent_id, r.group_id, r.score
    ${given} join lateral (select distinct m.sender_id as agent_id from messages m
      where m.conversation_id = c.id and m.sender_kind = 'agent' and m.kind <> 'note' and not m.waiting) m on true
    where ${placed}`,
  metrics: {
    csat_participants: {
      n: 'count(distinct conversation_id) filter (where score >= 4)',
      d: 'count(distinct conversation_id)',
      rows: 'true',
      value: 'score',
    },
    dissatisfied_rate_participants: {
      n: 'count(distinct conversation_id) filter (where score <= 2)',
      d: 'count(distinct conversation_id)',
      rows: 'true',
      value: 'score',
    },
  },
}
