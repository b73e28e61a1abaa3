import { describe, expect, it } from 'vitest'
import { emptyGroup, type GroupForm } from './form-values'
import { mergeForms } from './merge-forms'

const member = (agentId: string, quality = 10) => {
  return { agentId, level: 1, quality, capacity: null, offlineReceiver: false, agentCapacity: 5 }
}
const base: GroupForm = { ...emptyGroup, name: 'A', description: 'd', members: [member('mei'), member('bo')] }

describe('merging an edit with what was saved meanwhile', () => {
  it('takes from each side what that side changed, and mine where both did', () => {
    const mine = { ...base, name: 'Mine', serviceLevelSeconds: 20 }
    const theirs = { ...base, name: 'Theirs', description: 'new' }
    expect(mergeForms(base, mine, theirs)).toMatchObject({
      name: 'Mine',
      description: 'new',
      serviceLevelSeconds: 20,
    })
  })

  it('merges settings one by one, and takes an emptied time limit for a change', () => {
    const before = { ...base, thresholds: { silenceMs: 60_000, countdownMs: 5_000 } }
    const mine = {
      ...before,
      settings: { ...before.settings, wrapUpRequired: true },
      thresholds: { silenceMs: undefined, countdownMs: 5_000 },
    }
    const theirs = {
      ...before,
      settings: { ...before.settings, returnMinutes: 3 },
      thresholds: { silenceMs: 60_000, countdownMs: 9_000 },
    }
    const merged = mergeForms(before, mine, theirs)
    expect(merged.settings).toMatchObject({ wrapUpRequired: true, returnMinutes: 3 })
    expect(merged.thresholds).toEqual({ silenceMs: undefined, countdownMs: 9_000 })
  })

  it('merges members one by one', () => {
    const mine = { ...base, members: [member('mei', 50), member('bo'), member('ana')] }
    const theirs = { ...base, members: [member('mei', 20), member('rui')] }
    const merged = mergeForms(base, mine, theirs).members.map((m) => `${m.agentId} ${m.quality}`)
    expect(merged).toEqual(['mei 50', 'rui 10', 'ana 10'])
  })

  it('lets a member go whom this edit removed, and keeps one it changed', () => {
    const removed = mergeForms(base, { ...base, members: [member('mei')] }, base)
    expect(removed.members.map((m) => m.agentId)).toEqual(['mei'])
    const kept = mergeForms(
      base,
      { ...base, members: [member('mei', 99), member('bo')] },
      { ...base, members: [] },
    )
    expect(kept.members.map((m) => m.agentId)).toEqual(['mei'])
  })
})
