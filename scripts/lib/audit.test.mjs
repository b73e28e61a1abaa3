import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { absence, faultsOf, judge } from './audit.mjs'

const advisory = (id, name, severity) => ({
  ...{ source: 1, name, severity, title: 'Something', range: '<2' },
  url: `https://github.com/advisories/${id}`,
})
const answer = {
  auditReportVersion: 2,
  vulnerabilities: {
    left: { name: 'left', severity: 'high', via: [advisory('GHSA-aaaa-bbbb-cccc', 'left', 'high')] },
    // The same once more, through another package.
    over: { name: 'over', severity: 'high', via: ['left', advisory('GHSA-aaaa-bbbb-cccc', 'left', 'high')] },
    mild: { name: 'mild', severity: 'moderate', via: [advisory('GHSA-dddd-eeee-ffff', 'mild', 'moderate')] },
  },
}
const pass = {
  ...{ id: 'GHSA-aaaa-bbbb-cccc', package: 'left', until: '2027-01-31' },
  reason: 'The function in question is never called here.',
}

describe('an audit', () => {
  it('fails on what is high or critical, and counts each advisory once', () => {
    const { advisories, fails } = judge(answer, [], '2026-11-22')
    expect(advisories.map(({ id, verdict }) => [id, verdict])).toEqual([['GHSA-aaaa-bbbb-cccc', 'open']])
    expect(fails).toBe(true)
    expect(judge({ vulnerabilities: {} }, [], '2026-11-22')).toEqual({
      advisories: [],
      fails: false,
      unused: [],
    })
  })

  it('lets pass what the list names, to its last day and for that package alone', () => {
    expect(judge(answer, [pass], '2027-01-31').fails).toBe(false)
    expect(judge(answer, [pass], '2027-02-01')).toMatchObject({
      fails: true,
      advisories: [{ verdict: 'expired' }],
    })
    expect(judge(answer, [{ ...pass, package: 'right' }], '2026-11-22').fails).toBe(true)
    expect(judge({ vulnerabilities: {} }, [pass], '2026-11-22').unused).toEqual([pass.id])
  })

  it.each([
    [
      { message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk' },
      'offers no',
    ],
    [{ error: { code: 'ENOAUDIT', summary: '' } }, 'offers no'],
    [
      { message: 'request to https://registry.example/ failed, reason: getaddrinfo ENOTFOUND' },
      'cannot be reached',
    ],
    [null, 'can be read'],
    ['text', 'can be read'],
  ])('that was none is said to be none: %j', (said, words) => expect(absence(said)).toContain(words))

  it('that was one is not taken for none', () => expect(absence(answer)).toBeNull())
})

describe('the list of what is let pass', () => {
  it('is in order', () => {
    expect(
      faultsOf(JSON.parse(readFileSync(new URL('../audit-allowed.json', import.meta.url), 'utf8'))),
    ).toEqual([])
    expect(faultsOf([pass])).toEqual([])
  })

  it.each([
    [{ ...pass, reason: 'later' }, 'reason'],
    [{ ...pass, until: 'never' }, 'until'],
    [{ ...pass, id: 'everything' }, 'id'],
    [{ ...pass, package: undefined }, 'package'],
  ])('needs advisory, package, reason and day: %j', (entry, field) => {
    expect(faultsOf([entry])).toEqual([expect.stringContaining(`"${field}"`)])
  })
})
