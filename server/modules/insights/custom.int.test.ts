import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import { wholeFile } from '@/server/platform/sheet'
import { useTestDatabase } from '@/server/platform/testing/database'
import { customSheet } from './actions/export-custom'
import { getCustomReport } from './actions/get-custom-report'
import { getResultReport } from './actions/get-result-report'
import {
  createCustom,
  customHistory,
  deleteCustom,
  getCustom,
  listCustom,
  restoreCustom,
  updateCustom,
} from './actions/save-custom'
import { applies, customDefinition, type Dimension, type MetricKey, metricKey, metrics } from './contract'
import { type Rows, randomHistory, storeHistory } from './testing/random-history'

useTestDatabase()

const period = { from: '2026-03-27', to: '2026-03-31' }
const timeZone = 'Europe/Berlin'
let rows: Rows
let manager: Principal

beforeAll(async () => {
  setClock(() => new Date(Date.UTC(2026, 3, 2, 12)))
  rows = randomHistory(
    23,
    [0, 1, 2, 3, 4].map((day) => Date.UTC(2026, 2, 27 + day, 22)),
    300,
  )
  await storeHistory(pool(), rows)
  manager = personOf(rows.agents[0] ?? '')
})

const personOf = (userId: string): Principal => ({
  ...{ userId, name: 'M', agentId: null, roles: [], groupIds: [], scopeGroupIds: [] },
  permissions: { 'reports.read': 'all' },
})
const define = (more: object) =>
  customDefinition.parse({ metrics: ['offered'], rows: 'day', timeZone, dates: period, ...more })

/** Metrics that two groupings can tell apart. */
const known = (one: Dimension, two: Dimension): MetricKey[] =>
  metricKey.options.filter((key) => metrics[key].form !== 'share' && applies(key, one) && applies(key, two))

describe('a report of one’s own', () => {
  it.each([
    ['agent', 'channel', 'channelIds'],
    ['day', 'channel', 'channelIds'],
    ['group', 'channel', 'channelIds'],
    ['channel', 'agent', 'agentIds'],
    ['hour', 'agent', 'agentIds'],
    ['week', 'agent', 'agentIds'],
  ] as const)(
    'by %s and %s has the numbers of the ordinary report that is filtered',
    async (one, two, filter) => {
      const keys = known(one, two)
      let compared = 0
      for (let at = 0; at < keys.length; at += 12) {
        const chosen = keys.slice(at, at + 12)
        const definition = define({ metrics: chosen, rows: one, second: two })
        const report = await getCustomReport(manager, { definition })
        expect(report.absent).toEqual([])
        for (const column of report.columns) {
          const asked = { ...period, timeZone, subGroups: true, groupIds: [], agentIds: [], channelIds: [] }
          const other = await getResultReport(manager, {
            ...asked,
            [filter]: [column.cell],
            groupBy: one,
            compare: false,
          })
          for (const row of report.rows) {
            const part = row.parts.find(({ cell }) => cell === column.cell)
            const expected = other.rows.find(({ cell }) => cell === row.cell)?.values
            for (const key of chosen) {
              const zeroToNull = (value: number | null | undefined) => value || null
              const shown = zeroToNull(part?.values[key]?.value)
              expect([row.cell, key, shown]).toEqual([row.cell, key, zeroToNull(expected?.[key]?.value)])
              if (shown !== null) compared += 1
            }
          }
        }
      }
      expect(compared).toBeGreaterThan(20)
    },
  )

  it('has the rows and the total of the ordinary report', async () => {
    const chosen: MetricKey[] = ['offered', 'csat', 'queue_wait']
    const definition = define({ metrics: chosen, rows: 'channel', second: 'hour' })
    const report = await getCustomReport(manager, { definition })
    const asked = { ...period, timeZone, subGroups: true, groupIds: [], agentIds: [], channelIds: [] }
    const other = await getResultReport(manager, { ...asked, groupBy: 'channel', compare: false })
    const valuesOf = new Map(other.rows.map(({ cell, values }) => [cell, values]))
    expect(report.rows.map(({ cell }) => cell).sort()).toEqual(other.rows.map(({ cell }) => cell).sort())
    for (const key of chosen) {
      expect(report.total[key]).toEqual(other.total[key])
      for (const { cell, values } of report.rows) expect(values[key]).toEqual(valuesOf.get(cell)?.[key])
    }
    const asking = report.rows.map(({ values }) => values.offered?.value ?? -1)
    expect(asking).toEqual([...asking].sort((a, b) => b - a))
    expect(Object.keys(report.total)).toEqual(expect.arrayContaining(chosen))
    expect(report.columns).toHaveLength(24)
  })

  it('leaves out what cannot be told apart, and says why', async () => {
    const wanted: MetricKey[] = ['offered', 'online_time', 'category_share', 'conversations_handled']
    const byAgent = define({ metrics: wanted, rows: 'agent', channelIds: rows.channels.slice(0, 1) })
    const report = await getCustomReport(manager, { definition: byAgent })
    expect(report.absent).toEqual([
      { metric: 'offered', why: 'grouping', by: 'agent' },
      { metric: 'online_time', why: 'filter', by: null },
      { metric: 'category_share', why: 'grouping', by: 'agent' },
    ])
    expect(Object.keys(report.total)).toEqual(['conversations_handled'])
    const shares = define({ metrics: ['category_share'], rows: 'category', second: 'day' })
    expect((await getCustomReport(manager, { definition: shares })).absent).toEqual([
      { metric: 'category_share', why: 'two_dimensions', by: 'day' },
    ])
  })

  it('as a file is the table of the screen: rows within rows, or rows and columns', async () => {
    const fileOf = async (crossed: boolean) => {
      const definition = define({
        metrics: ['conversations_handled', 'csat'],
        rows: 'agent',
        second: 'channel',
        crossed,
      })
      const report = await getCustomReport(manager, { definition })
      const sheet = await customSheet(manager, { definition }, { language: 'en' })
      return { report, lines: parse(await wholeFile(sheet, 'csv', 1e7), { bom: true }) as string[][] }
    }
    const crossed = await fileOf(true)
    expect(crossed.lines[0]).toHaveLength(rows.channels.length + 2)
    crossed.report.rows.forEach((row, index) => {
      crossed.report.columns.forEach(({ cell }, column) => {
        const value = row.parts.find((part) => part.cell === cell)?.values.conversations_handled?.value
        expect(crossed.lines[index + 1]?.[column + 1]).toBe(String(value ?? ''))
      })
      expect(crossed.lines[index + 1]?.at(-1)).toBe(String(row.values.conversations_handled?.value ?? ''))
    })
    const nested = await fileOf(false)
    const expected = nested.report.rows.reduce((sum, row) => sum + 1 + row.parts.length, 2)
    expect(nested.lines).toHaveLength(expected)
    expect(nested.lines[0]?.slice(0, 2)).toEqual(['Agent', 'Channel'])
  })
})

describe('a saved report', () => {
  const definition = () => define({ metrics: ['csat'], rows: 'agent' })

  it('is found by others only while it is shared, and changed by its maker alone', async () => {
    const other = personOf(rows.agents[1] ?? '')
    const { id } = await createCustom(manager, { name: 'Mine', shared: false, definition: definition() })
    await expect(getCustom(other, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await listCustom(other)).toEqual([])
    await updateCustom(manager, {
      id,
      version: 1,
      report: { name: 'Ours', shared: true, definition: definition() },
    })
    expect(await getCustom(other, id)).toMatchObject({ name: 'Ours', own: false, version: 2 })
    const change = { id, version: 2, report: { name: 'Theirs', shared: true, definition: definition() } }
    await expect(updateCustom(other, change)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteCustom(other, { id, version: 2 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateCustom(manager, { ...change, version: 1 })).rejects.toMatchObject({
      code: 'conflict',
      data: { current: { name: 'Ours', version: 2 } },
    })
  })

  it('comes back as it was, also after it was deleted', async () => {
    const before = { name: 'Kept', shared: true, definition: definition() }
    const { id } = await createCustom(manager, before)
    await deleteCustom(manager, { id, version: 1 })
    await expect(getCustom(manager, id)).rejects.toMatchObject({ code: 'not_found' })
    const { rows: entries } = await customHistory(manager, id)
    const entryId = entries.find(({ action }) => action === 'deleted')?.id ?? ''
    const other = personOf(rows.agents[1] ?? '')
    await expect(restoreCustom(other, { entryId })).rejects.toMatchObject({ code: 'not_found' })
    await restoreCustom(manager, { entryId })
    expect(await getCustom(manager, id)).toMatchObject(before)
  })

  it('is not deleted while a schedule sends it', async () => {
    const { id } = await createCustom(manager, { name: 'Sent', shared: false, definition: definition() })
    await prisma().reportSchedule.create({
      data: {
        ...{
          id: rows.agents[2] ?? '',
          name: 'Weekly',
          makerName: 'M',
          nextAt: new Date(0),
          rhythm: {},
          target: {},
        },
        content: { kind: 'custom', reportId: id },
      },
    })
    await expect(deleteCustom(manager, { id, version: 1 })).rejects.toMatchObject({ code: 'in_use' })
  })
})
