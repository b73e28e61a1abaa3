import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { dataSetColumns } from '../contract'
import { dataSetTable } from './data-set-docs'

it('docs/data-set.md describes the columns that the file has', () => {
  const document = fs.readFileSync(path.resolve('docs/data-set.md'), 'utf8')
  expect(document).toContain(dataSetTable())
  expect(new Set(dataSetColumns.map(({ key }) => key)).size).toBe(dataSetColumns.length)
})
