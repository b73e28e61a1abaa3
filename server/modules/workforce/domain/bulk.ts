import type { BulkChange, GroupSettings } from '../contract'

/** One change on many groups touches only what it names, so that it conflicts with no other edit. */
export function applyBulk(settings: GroupSettings, change: BulkChange): GroupSettings {
  switch (change.kind) {
    case 'pause':
      return { ...settings, intakePaused: true }
    case 'resume':
      return { ...settings, intakePaused: false }
    case 'service_level':
      return { ...settings, serviceLevelSeconds: change.seconds }
    case 'add_member': {
      const { agentId } = change.member
      if (settings.members.some((member) => member.agentId === agentId)) return settings
      return { ...settings, members: [...settings.members, change.member] }
    }
    case 'remove_member':
      return { ...settings, members: settings.members.filter((member) => member.agentId !== change.agentId) }
  }
}

/** True when writing `next` over `before` would change nothing; the order of members means nothing. */
export function isSame(before: GroupSettings, next: GroupSettings): boolean {
  return canonical(before) === canonical(next)
}

function canonical(settings: GroupSettings): string {
  const members = [...settings.members].sort((a, b) => (a.agentId < b.agentId ? -1 : 1))
  const sorted = members.map((m) => [m.agentId, m.level, m.quality, m.capacity, m.offlineReceiver])
  const named = { settings: inOrder(settings.settings), thresholds: inOrder(settings.thresholds) }
  return JSON.stringify(inOrder({ ...settings, ...named, members: sorted }))
}

function inOrder(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}
