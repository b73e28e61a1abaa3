import { dataSetColumns } from '../contract'

const kinds = {
  text: 'text',
  count: 'whole number',
  duration: 'duration',
  instant: 'moment',
  yes_no: 'yes or no',
} as const

/** The table of docs/data-set.md, written from the columns, so that the file and its description are one. */
export function dataSetTable(): string {
  const lines = dataSetColumns.map(
    ({ key, kind, en, zh, about }) => `| \`${key}\` | ${en} | ${zh} | ${kinds[kind]} | ${about} |`,
  )
  return ['| key | heading | 表头 | kind | |', '|---|---|---|---|---|', ...lines].join('\n')
}
