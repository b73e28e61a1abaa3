import { describe, expect, it } from 'vitest'
import type { AgentOption, GroupDetail } from '@/server/modules/workforce/contract'
import { describeGroup } from './effect'
import { emptyGroup, type GroupForm, newMember, toAgents } from './form-values'

const agent = (id: string, changes: Partial<AgentOption> = {}): AgentOption => ({
  id,
  name: id,
  email: `${id}@example.org`,
  status: 'online',
  enabled: true,
  capacity: 5,
  current: 0,
  version: 1,
  ...changes,
})
const mei = agent('mei')
const bo = agent('bo', { current: 4 })
const agents = { mei, bo }

const stored: GroupDetail = {
  ...emptyGroup,
  id: 'g',
  version: 3,
  disabled: false,
  members: [mei, bo].map((a) => ({ ...newMember(a), agent: a, current: a.current, otherGroups: 2 })),
}
const form = (changes: Partial<GroupForm> = {}): GroupForm => ({
  ...emptyGroup,
  members: [newMember(mei), newMember(bo)],
  ...changes,
})
const kinds = (changes: Partial<GroupForm>, base: GroupDetail | null = stored) =>
  describeGroup(form(changes), agents, base).effects.map((effect) => effect.kind)

describe('effect of a group form', () => {
  it('is silent about what stays', () => {
    expect(kinds({})).toEqual([])
    expect(toAgents(stored)).toEqual(agents)
  })

  it('shows each share before and after', () => {
    const members = [{ ...newMember(mei), quality: 30 }, newMember(bo)]
    const { shares, places } = describeGroup(form({ members }), agents, stored)
    expect(shares.map(({ share, before }) => [share, before])).toEqual([
      [0.75, 0.5],
      [0.25, 0.5],
    ])
    expect(places).toBe(10)
  })

  it('warns of a quality sum of 0 and of a field without a number', () => {
    const zero = [{ ...newMember(mei), quality: 0 }]
    expect(kinds({ members: zero }, null)).toEqual(['warning'])
    const typing = [{ ...newMember(mei), quality: '' as unknown as number }]
    expect(kinds({ members: typing }, null)).toEqual(['warning'])
  })

  it('says where customers go while intake is paused', () => {
    expect(kinds({ intakePaused: true })).toEqual(['paused_messages'])
    expect(kinds({ intakePaused: true, overflowGroupId: 'x' })).toEqual(['paused_overflow'])
    expect(kinds({ maxWaitSeconds: 60 })).toEqual(['no_overflow'])
  })

  it('says whom else a limit reaches and who keeps what they hold', () => {
    const lower = [newMember(mei), { ...newMember(bo), agentCapacity: 2 }]
    expect(kinds({ members: lower })).toEqual(['limit_elsewhere', 'holds_more'])
    expect(kinds({ members: [newMember(mei)] })).toEqual(['leaves_holding'])
  })

  it('names who is asked first when levels differ', () => {
    const members = [{ ...newMember(mei), level: 2 }, newMember(bo)]
    expect(describeGroup(form({ members }), agents, stored).effects).toEqual([
      { kind: 'levels', first: ['mei'], later: ['bo'] },
    ])
  })
})
