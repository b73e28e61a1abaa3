import { type Family, kindsOf } from '../contract'

/** The filters as a condition on sums (`r`) or facts (`f`); $5 groups, $6 agents, $7 channels, $9 categories, null = all. */
export function passing(row: 'r' | 'f', family: Family): string {
  const group = kindsOf[family].includes('group')
    ? `${row}.group_id = any($5)`
    : `${row}.agent_id in (select m.agent_id from group_members m where m.group_id = any($5))`
  return `($5::uuid[] is null or ${group}) and ($6::uuid[] is null or ${row}.agent_id = any($6))
    and ($7::uuid[] is null or ${row}.channel_id = any($7)) and ($9::uuid[] is null or ${row}.category_id = any($9))`
}
