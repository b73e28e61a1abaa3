import { describe, expect, it } from 'vitest'
import { type GroupSettings, groupServiceSettings } from '../contract'
import { checkGroup, type KnownGroup } from './check-group'

const known = (id: string, changes: Partial<KnownGroup> = {}): KnownGroup => ({
  id,
  name: id,
  parentId: null,
  overflowGroupId: null,
  disabled: false,
  ...changes,
})

const settings = (changes: Partial<GroupSettings> = {}): GroupSettings => ({
  name: 'Returns',
  description: '',
  parentId: null,
  calendarId: null,
  intakePaused: false,
  offlineMode: 'even',
  maxQueueLength: null,
  maxWaitSeconds: null,
  overflowGroupId: null,
  serviceLevelSeconds: 30,
  settings: groupServiceSettings.parse({}),
  thresholds: {},
  members: [],
  ...changes,
})

const member = (agentId: string) => ({
  agentId,
  level: 1,
  quality: 10,
  capacity: null,
  offlineReceiver: false,
})
const codes = (id: string | null, changes: Partial<GroupSettings>, others: KnownGroup[]) =>
  checkGroup(id, settings(changes), others, new Set(['mei', 'bo'])).map((f) => `${f.path} ${f.code}`)

describe('checking a group', () => {
  it('accepts what is in order', () => {
    const others = [known('a'), known('b', { overflowGroupId: 'c' }), known('c')]
    expect(codes('a', { parentId: 'b', overflowGroupId: 'b', members: [member('mei')] }, others)).toEqual([])
    expect(codes(null, { overflowGroupId: 'b' }, others)).toEqual([])
  })

  it('refuses a name that differs only in case, but not its own', () => {
    expect(codes(null, { name: 'returns' }, [known('x', { name: 'Returns' })])).toEqual(['name name_taken'])
    expect(codes('x', { name: 'returns' }, [known('x', { name: 'Returns' })])).toEqual([])
  })

  it('refuses a parent below itself, however deep', () => {
    const others = [known('a'), known('b', { parentId: 'a' }), known('c', { parentId: 'b' })]
    expect(codes('a', { parentId: 'c' }, others)).toEqual(['parentId parent_cycle'])
    expect(codes('a', { parentId: 'a' }, others)).toEqual(['parentId parent_cycle'])
    expect(codes('c', { parentId: 'a' }, others)).toEqual([])
  })

  it('refuses overflow that comes back or ends in a disabled group', () => {
    const others = [known('a'), known('b', { overflowGroupId: 'a' }), known('off', { disabled: true })]
    expect(codes('a', { overflowGroupId: 'b' }, others)).toEqual(['overflowGroupId overflow_cycle'])
    expect(codes('a', { overflowGroupId: 'off' }, others)).toEqual(['overflowGroupId overflow_disabled'])
    expect(codes('a', { overflowGroupId: 'gone' }, others)).toEqual(['overflowGroupId unknown_group'])
  })

  it('ends on a circle that stands in the data already', () => {
    const others = [known('a'), known('b', { overflowGroupId: 'c' }), known('c', { overflowGroupId: 'b' })]
    expect(codes('a', { overflowGroupId: 'b' }, others)).toEqual([])
  })

  it('names the row of a member that is unknown or there twice', () => {
    const members = [member('mei'), member('nobody'), member('mei')]
    expect(codes(null, { members }, [])).toEqual([
      'members.1.agentId unknown_agent',
      'members.2.agentId member_twice',
    ])
  })
})
