import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { type Act, actNames, deathlyTables, deaths, type Rules, World } from './testing/life-world'

useTestDatabase()

/** LIFE_RUNS makes it longer; the default fits into every run of the suite. */
const RUNS = Number(process.env.LIFE_RUNS ?? 40)
const STEPS = 30

beforeAll(async () => {
  await pool().query(deaths)
  for (const table of deathlyTables) {
    await pool().query(
      `create trigger life_die before insert or update on ${table} for each row execute function life_die()`,
    )
  }
})
afterAll(() => setClock(undefined))

const act: fc.Arbitrary<Act> = fc.record({
  name: fc.constantFrom(...actNames),
  who: fc.nat(2),
  whom: fc.nat(5),
  dies: fc.oneof(
    { weight: 9, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
  ),
  elapsed: fc.constantFrom(1, 1_000, 20_000),
})
const rules: fc.Arbitrary<Rules> = fc.record({
  confirmation: fc.boolean(),
  reopen: fc.constantFrom('reopen' as const, 'new' as const),
  whenServiceEnds: fc.constantFrom('take_message' as const, 'keep_waiting' as const),
  silentFreesPlace: fc.boolean(),
  reassignOnBreach: fc.boolean(),
  reassignOnAgentLost: fc.boolean(),
})

it(`agrees with the table of states after every step of ${RUNS} lives of up to ${STEPS} random steps`, async () => {
  const seen = { lives: 0, done: 0, refused: 0, died: 0 }
  await fc.assert(
    fc.asyncProperty(
      rules,
      fc.array(act, { minLength: 10, maxLength: STEPS, size: 'max' }),
      async (r, acts) => {
        const world = await World.make(r)
        for (const next of acts) await world.run(next)
        seen.lives += 1
        seen.done += world.done
        seen.refused += world.refused
        seen.died += world.died
      },
    ),
    { numRuns: RUNS, endOnFailure: !process.env.LIFE_SHRINK },
  )
  console.info(`lives ${seen.lives}: ${seen.done} steps, ${seen.refused} refusals, ${seen.died} deaths`)
  expect(Math.min(seen.done, seen.refused, seen.died)).toBeGreaterThan(0)
}, 1_800_000)
