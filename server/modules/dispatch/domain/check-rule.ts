/** What is wrong with a rule before it is stored; `code` lets the screen say it in its own language. */
import type { RuleSettings } from '../contract'
import type { RuleWorld } from './rule-warnings'

export interface RuleFault {
  path: string
  code: 'rule_name_taken' | 'unknown_group' | 'disabled_group' | 'unknown_channel' | 'unknown_category'
  message: string
}

const messages: Record<RuleFault['code'], string> = {
  rule_name_taken: 'Another rule has this name.',
  unknown_group: 'The group does not exist.',
  disabled_group: 'The group is disabled and takes nobody.',
  unknown_channel: 'A channel does not exist.',
  unknown_category: 'A question category does not exist.',
}

const fault = (path: string, code: RuleFault['code']): RuleFault => ({ path, code, message: messages[code] })

/** What `before` named already may stay although it is gone: it is warned of, and must not block other changes. */
export function checkRule(
  next: RuleSettings,
  before: RuleSettings | null,
  otherNames: string[],
  world: RuleWorld,
): RuleFault[] {
  const faults: RuleFault[] = []
  const taken = otherNames.some((name) => name.toLowerCase() === next.name.toLowerCase())
  if (taken) faults.push(fault('name', 'rule_name_taken'))
  const group = world.groups.find(({ id }) => id === next.groupId)
  if (group === undefined) faults.push(fault('groupId', 'unknown_group'))
  else if (group.disabled && before?.groupId !== group.id) faults.push(fault('groupId', 'disabled_group'))
  const unknown = (wanted: string[] = [], kept: string[] = [], known: { id: string }[]) =>
    wanted.some((id) => !kept.includes(id) && !known.some((one) => one.id === id))
  const [now, then] = [next.conditions, before?.conditions]
  if (unknown(now.channelIds, then?.channelIds, world.channels)) {
    faults.push(fault('conditions.channelIds', 'unknown_channel'))
  }
  if (unknown(now.categoryIds, then?.categoryIds, world.categories)) {
    faults.push(fault('conditions.categoryIds', 'unknown_category'))
  }
  return faults
}
