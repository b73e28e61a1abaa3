/** `npm run metrics:docs`: writes the tables of docs/metrics.md anew from the registry of metrics. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { metricTables, type Words, withTables } from './modules/insights/domain/metric-docs'

const root = path.resolve(import.meta.dirname, '..')
const words = (language: 'en' | 'zh') =>
  JSON.parse(readFileSync(path.join(root, `components/i18n/messages/${language}.json`), 'utf8'))
    .insights as Words
const file = path.join(root, 'docs/metrics.md')
writeFileSync(file, withTables(readFileSync(file, 'utf8'), metricTables(words('en'), words('zh'))))
