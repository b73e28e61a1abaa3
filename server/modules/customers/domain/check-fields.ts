import type { CustomerField } from '@/server/modules/accounts/contract'
import type { FieldValues } from '../contract'

/**
 * Values of an organisation's own fields against their definitions. What no definition names any more is kept as
 * it was, so that a field that was removed by mistake comes back with its values.
 */
export type FieldProblem = {
  key: string
  code: 'unknown' | 'text' | 'number' | 'range' | 'date' | 'choice' | 'yes_no'
}

type Checked = { values: FieldValues; problems: FieldProblem[] }

export function checkFields(
  definitions: readonly CustomerField[],
  given: FieldValues,
  stands: FieldValues = {},
): Checked {
  const known = new Map(definitions.map((one) => [one.key, one]))
  const values: FieldValues = {}
  for (const [key, value] of Object.entries(stands)) if (!known.has(key)) values[key] = value
  const problems: FieldProblem[] = []
  for (const [key, value] of Object.entries(given)) {
    const definition = known.get(key)
    if (!definition) {
      if (value !== null && !(key in stands)) problems.push({ key, code: 'unknown' })
      continue
    }
    if (value === null || value === '') continue
    const code = problemOf(definition, value)
    if (code) problems.push({ key, code })
    else values[key] = typeof value === 'string' ? value.trim() : value
  }
  return { values, problems }
}

function problemOf(field: CustomerField, value: string | number | boolean): FieldProblem['code'] | null {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? null : 'text'
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'number'
      return (field.min !== null && value < field.min) || (field.max !== null && value > field.max)
        ? 'range'
        : null
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : 'date'
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value) ? null : 'choice'
    case 'yes_no':
      return typeof value === 'boolean' ? null : 'yes_no'
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** A cell of a file as the field's kind wants it; undefined = it cannot be that. */
export function readField(field: CustomerField, cell: string): string | number | boolean | null | undefined {
  if (cell === '') return null
  if (field.kind === 'number') return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : undefined
  if (field.kind !== 'yes_no') return cell
  if (['yes', 'true', '1', '是'].includes(cell.toLowerCase())) return true
  return ['no', 'false', '0', '否'].includes(cell.toLowerCase()) ? false : undefined
}

export const fieldCell = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? '' : value === true ? 'yes' : value === false ? 'no' : String(value)
