import { count, type FamilySql, live, sorted, yes } from './family'

/** Ratings, placed when they were given and told apart by the owner of that moment. */
export const ratingFacts: FamilySql = {
  facts: `select ${sorted('c')}, r.created_at as at, r.agent_id, r.group_id, r.score
    from ratings r join conversations c on c.id = r.conversation_id
    where r.created_at >= $1 and r.created_at < $2 and ${live('c')}`,
  metrics: {
    csat: { n: count('score >= 4'), d: 'count(*)', rows: 'true', value: 'score' },
    dissatisfied_count: { n: count('score <= 2'), rows: 'score <= 2', value: 'score' },
    dissatisfied_rate: { n: count('score <= 2'), d: 'count(*)', rows: 'true', value: 'score' },
  },
}

/** Every conversation in which an agent wrote invites to a rating when it ends. */
export const invitationFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.ended_at as at, c.agent_id, c.group_id, r.conversation_id is not null as rated
    from conversations c left join ratings r on r.conversation_id = c.id
    where c.ended_at >= $1 and c.ended_at < $2 and ${live('c')} and c.agent_messages > 0`,
  metrics: {
    rating_response_rate: { n: count('rated'), d: 'count(*)', rows: 'true', value: yes('rated') },
  },
}
