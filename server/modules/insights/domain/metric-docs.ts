/** The tables of docs/metrics.md, written from the registry, so that what is read and what is counted are one. */
import { applies, definitionOf, groupBy, isTime, metricKey, processMetrics } from '../contract'

/** The screens' own words of one language. */
type Named = Record<string, { name: string; definition: string }>
export type Words = { metric: Named; process: Named }

export const beginMark = '<!-- tables from the registry: npm run metrics:docs -->'
export const endMark = '<!-- end of the tables -->'

const units: Record<string, string> = { count: 'count', ms: 'time', rate: '%', ratio: 'number' }
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')

export function metricTables(en: Words, zh: Words): string {
  const results = metricKey.options.map((key) => {
    const { formula, unit, attribution, population, placedAt } = definitionOf(key)
    const apart = groupBy.options.filter((by) => !isTime(by) && applies(key, by)).join(', ')
    const names = `**${key}** ${en.metric[key]?.name ?? ''} ${zh.metric[key]?.name ?? ''}`
    return [names, formula, units[unit] ?? unit, population, placedAt, attribution, apart || '–']
  })
  const said = (key: string, from: keyof Words) => [
    key,
    en[from][key]?.definition ?? '–',
    zh[from][key]?.definition ?? '–',
  ]
  const explained = [
    ...Object.keys(en.process).map((key) => said(key, 'process')),
    ...metricKey.options.map((key) => said(key, 'metric')),
  ]
  const process = Object.entries(processMetrics).map(([key, { formula, unit }]) => [
    [`**${key}**`, en.process[key]?.name, zh.process[key]?.name].filter(Boolean).join(' '),
    formula,
    units[unit] ?? unit,
  ])
  return [
    beginMark,
    '',
    '## Process metrics 过程性数据 (now; at most 2 s old)',
    '',
    table(['key', 'formula', 'unit'], process),
    '',
    '## Result metrics 结果性数据 (over a period; by what the last column names, and by hour, day, week, month, weekday)',
    '',
    'The clock of all is the calendar.',
    '',
    table(['key', 'formula', 'unit', 'counts', 'placed at', 'attribution', 'by'], results),
    '',
    '## In words, as the screens say it',
    '',
    table(['key', 'English', '中文'], explained),
    '',
    endMark,
  ].join('\n')
}

/** The document with its tables replaced; what is written by hand around them stays. */
export function withTables(document: string, tables: string): string {
  const [from, until] = [document.indexOf(beginMark), document.indexOf(endMark)]
  if (from < 0 || until < from) throw new Error('docs/metrics.md has lost the marks of its tables.')
  return document.slice(0, from) + tables + document.slice(until + endMark.length)
}
