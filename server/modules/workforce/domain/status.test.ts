import { expect, test } from 'vitest'
import { deriveStatus, type StatusInput } from './status'

const at = 100_000
const connected: StatusInput = {
  at,
  leaseExpiresAt: at + 1,
  choice: null,
  roster: { state: 'shift', since: 50_000 },
}
const choice = { status: 'busy' as const, reason: 'lunch', at: 60_000 }

test.each<[string, Partial<StatusInput>, ReturnType<typeof deriveStatus>]>([
  [
    'no lease: offline, whatever was chosen',
    { leaseExpiresAt: null, choice },
    { status: 'offline', source: 'connection', reason: 'no_connection' },
  ],
  [
    'a lease that ends now: offline',
    { leaseExpiresAt: at, choice },
    { status: 'offline', source: 'connection', reason: 'no_connection' },
  ],
  [
    'a choice since the boundary: the choice',
    { choice },
    { status: 'busy', source: 'choice', reason: 'lunch' },
  ],
  [
    'a choice at the boundary itself still holds',
    { choice: { ...choice, at: 50_000 } },
    { status: 'busy', source: 'choice', reason: 'lunch' },
  ],
  [
    'a choice from before the boundary: the roster',
    { choice: { ...choice, at: 49_999 } },
    { status: 'online', source: 'roster', reason: 'shift' },
  ],
  [
    'no boundary ever: any choice holds',
    { choice, roster: { state: 'no_shift', since: null } },
    { status: 'busy', source: 'choice', reason: 'lunch' },
  ],
  ['shift: online', {}, { status: 'online', source: 'roster', reason: 'shift' }],
  [
    'break: busy',
    { roster: { state: 'break', since: 1 } },
    { status: 'busy', source: 'roster', reason: 'break' },
  ],
  [
    'leave: offline',
    { roster: { state: 'leave', since: 1 } },
    { status: 'offline', source: 'roster', reason: 'leave' },
  ],
  [
    'end of shift: offline, though chosen online during it',
    {
      choice: { status: 'online', reason: null, at: 60_000 },
      roster: { state: 'shift_ended', since: 90_000 },
    },
    { status: 'offline', source: 'roster', reason: 'shift_ended' },
  ],
])('%s', (_title, changes, expected) => {
  expect(deriveStatus({ ...connected, ...changes })).toEqual(expected)
})
