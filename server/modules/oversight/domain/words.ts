export const alarmKinds = [
  'no_reply',
  'queue_length',
  'queue_wait',
  'low_rating',
  'missing_from_shift',
  'unassigned_message',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

export const alarmLevels = ['warning', 'breach'] as const
export type AlarmLevel = (typeof alarmLevels)[number]

export const agentStatuses = ['online', 'busy', 'offline'] as const
