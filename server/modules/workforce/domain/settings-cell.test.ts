import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupServiceSettings, groupThresholds } from '../contract'
import { readServiceSettings, readThresholds, serviceSettingsCell, thresholdsCell } from './settings-cell'

const settings = fc
  .record({
    overflow: fc.constantFrom('group', 'message', 'customer_chooses', null),
    whenServiceEnds: fc.constantFrom('take_message', 'keep_waiting'),
    silentFreesPlace: fc.boolean(),
    queueWarnLength: fc.constantFrom(null, 1, 50),
    afterWorkSeconds: fc.integer({ min: 0, max: 3_600 }),
    returnMinutes: fc.integer({ min: 0, max: 1_440 }),
  })
  .map((some) => groupServiceSettings.parse(some))

describe('settings in a cell', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(settings, (some) => {
        expect(readServiceSettings(serviceSettingsCell(some))).toEqual(some)
      }),
    )
    const thresholds = groupThresholds.parse({ silenceMs: 60_000, leaseMs: 30_000 })
    expect(readThresholds(thresholdsCell(thresholds))).toEqual(thresholds)
  })

  it('name only what differs from the product, and an empty cell is the product itself', () => {
    expect(serviceSettingsCell(groupServiceSettings.parse({ wrapUpRequired: true }))).toBe(
      'wrapUpRequired=yes',
    )
    expect(readServiceSettings('')).toEqual(groupServiceSettings.parse({}))
    expect(readThresholds('')).toEqual({})
  })

  it.each(['wrapUpRequired', 'unheard=yes', 'afterWorkSeconds=long', 'returnMinutes=1; returnMinutes=2'])(
    'refuses %s',
    (text) => {
      expect(readServiceSettings(text)).toBeUndefined()
      expect(readThresholds(text)).toBeUndefined()
    },
  )
})
