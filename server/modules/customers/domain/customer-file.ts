import type { CustomerField } from '@/server/modules/accounts/contract'
import { type ImportProblem, inRowOrder, readTable, readWhole, type TableRow } from '@/server/platform/csv'
import { type CustomerRow, customerInput, type FieldValues } from '../contract'
import { checkFields, fieldCell, readField } from './check-fields'

/**
 * Customers as a file. One is found by the id that the site signs, else by our own; a column that is not in the
 * file is left as it is. Every bad field of every row is named.
 */
const plain = ['id', 'external_id', 'name', 'email', 'phone', 'language', 'vip', 'tags'] as const
/** Own fields stand behind this, so that no key is mistaken for a column. */
const OWN = 'field:'

export const customerColumns = (fields: readonly CustomerField[]): string[] => [
  ...plain,
  ...fields.map(({ key }) => OWN + key),
]

export const toCells = (row: CustomerRow, fields: readonly CustomerField[]): string[] => [
  ...[row.id, row.externalId ?? '', row.name, row.email ?? '', row.phone ?? '', row.language ?? ''],
  ...[String(row.vipLevel), row.tags.join('; ')],
  ...fields.map(({ key }) => fieldCell(row.fields[key])),
]

export type CustomerLine = {
  row: number
  id: string | null
  externalId: string | null
  /** Only what the file has columns for. */
  changes: {
    name?: string
    email?: string | null
    phone?: string | null
    language?: string | null
    vipLevel?: number
    tags?: string[]
  }
  fields: FieldValues
}

export function readCustomers(
  records: readonly (readonly string[])[],
  fields: readonly CustomerField[],
): { rows: CustomerLine[]; problems: ImportProblem[] } {
  const table = readTable<string>(records, { columns: customerColumns(fields), required: ['external_id'] })
  const seen = new Set<string>()
  const rows = table.rows.map((line) => {
    const read = readLine(line, fields)
    const key = read.externalId ?? read.id
    if (!key) line.report('external_id', 'customer_unknown')
    else if (seen.has(key)) line.report('external_id', 'twice')
    if (key) seen.add(key)
    return read
  })
  return { rows, problems: inRowOrder(table.problems) }
}

const { name, email, phone, language, tags } = customerInput.shape

function readLine(line: TableRow<string>, fields: readonly CustomerField[]): CustomerLine {
  const changes: CustomerLine['changes'] = {}
  const take = <K extends keyof CustomerLine['changes']>(
    key: K,
    column: string,
    code: string,
    read: (text: string) => CustomerLine['changes'][K] | undefined,
  ) => {
    const value = line.value(column, code, read)
    if (value !== undefined) changes[key] = value
  }
  take('name', 'name', 'bad_name', (text) => name.safeParse(text).data)
  take('email', 'email', 'bad_email', (text) => email.safeParse(text).data)
  take('phone', 'phone', 'bad_phone', (text) => phone.safeParse(text).data)
  take('language', 'language', 'bad_language', (text) => language.safeParse(text).data)
  take('vipLevel', 'vip', 'bad_vip', (text) => (text === '' ? 0 : readWhole(text, 0, 9)))
  take('tags', 'tags', 'bad_tags', (text) => tags.safeParse(listOf(text)).data)
  return {
    row: line.row,
    id: idOf(line),
    externalId:
      line.value('external_id', 'too_long', (text) => (text.length <= 200 ? text : undefined)) || null,
    changes,
    fields: readFields(line, fields),
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const idOf = (line: TableRow<string>): string | null =>
  line.value('id', 'bad_id', (text) => (text === '' || uuid.test(text) ? text.toLowerCase() : undefined)) ||
  null

const listOf = (text: string): string[] =>
  text
    .split(/[;；\n]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')

function readFields(line: TableRow<string>, fields: readonly CustomerField[]): FieldValues {
  const given: FieldValues = {}
  for (const field of fields) {
    const column = OWN + field.key
    const value = line.value(column, `field_value_${field.kind}`, (text) => readField(field, text))
    if (value === undefined) continue
    const [problem] = checkFields([field], { [field.key]: value }).problems
    if (problem) line.report(column, `field_value_${problem.code}`)
    else given[field.key] = value
  }
  return given
}
