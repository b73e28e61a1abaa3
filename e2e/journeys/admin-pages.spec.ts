import { expect, test } from '@playwright/test'
import { faultsOf, type Language, placesOf } from '../fixtures/places'

/** The list of the places is the rail's own, so a page that is added later is looked at too. A supervisor's are among the administrator's. */
const people = [
  {
    role: 'an administrator',
    login: 'admin@fernhalde.example',
    more: [
      '/reports/groups',
      '/reports/agents',
      '/reports/satisfaction',
      '/reports/queue',
      '/reports/time',
      '/reports/custom',
      '/reports/scheduled',
    ],
  },
  { role: 'an agent', login: 'mei@fernhalde.example', more: ['/profile'] },
]

/** Both workers share the work; a trace of so many looks would take longer than they do. */
test.describe.configure({ mode: 'parallel' })
test.use({ trace: 'off' })

for (const language of ['en', 'zh'] satisfies Language[])
  for (const { role, login, more } of people)
    test(`every place in the rail of ${role} can be read and used, ${language}`, async ({ page }) => {
      // Some thirty places, each looked at four times.
      test.setTimeout(400_000)
      const places = await placesOf(page, login)
      expect(places.length).toBeGreaterThan(1)
      expect(await faultsOf(page, [...places, ...more], language)).toEqual([])
    })
