/**
 * Holds a value against a schema of an OpenAPI 3.1 document. Only what such documents use to describe answers is
 * known; a keyword that is not known is passed over, so a schema can be richer than what is proven here.
 */
const kinds = {
  string: (v) => typeof v === 'string',
  number: (v) => typeof v === 'number' && Number.isFinite(v),
  integer: (v) => Number.isInteger(v),
  boolean: (v) => typeof v === 'boolean',
  null: (v) => v === null,
  array: (v) => Array.isArray(v),
  object: (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
}

const formats = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
}

/** Paths and what is wrong there; none = valid. */
export function problemsOf(value, schema, document, path = '') {
  if (schema === true || schema === undefined) return []
  if (schema === false) return [`${path || 'it'} may not be there`]
  if (schema.$ref) return problemsOf(value, resolve(schema.$ref, document), document, path)
  return [
    ...ofKind(value, schema, path),
    ...ofChoices(value, schema, document, path),
    ...(kinds.string(value) ? ofText(value, schema, path) : []),
    ...(kinds.number(value) ? ofNumber(value, schema, path) : []),
    ...(kinds.array(value) ? ofList(value, schema, document, path) : []),
    ...(kinds.object(value) ? ofRecord(value, schema, document, path) : []),
  ]
}

function resolve(ref, document) {
  const found = ref
    .slice(2)
    .split('/')
    .reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  if (found === undefined) throw new Error(`the document names ${ref}, which it does not have`)
  return found
}

function ofKind(value, { type, enum: choices, const: one }, path) {
  const problems = []
  const wanted = type === undefined ? [] : [type].flat()
  if (wanted.length > 0 && !wanted.some((kind) => kinds[kind]?.(value)))
    problems.push(`${path || 'it'} is ${said(value)}, not ${wanted.join(' or ')}`)
  if (choices && !choices.includes(value))
    problems.push(`${path || 'it'} is ${said(value)}, none of the choices`)
  if (one !== undefined && value !== one) problems.push(`${path || 'it'} is ${said(value)}, not ${said(one)}`)
  return problems
}

function ofChoices(value, { anyOf, oneOf, allOf }, document, path) {
  const problems = (allOf ?? []).flatMap((schema) => problemsOf(value, schema, document, path))
  for (const choices of [anyOf, oneOf].filter(Boolean)) {
    const tried = choices.map((schema) => problemsOf(value, schema, document, path))
    // What comes closest says most about what is wrong.
    if (tried.every((found) => found.length > 0))
      problems.push(...tried.reduce((a, b) => (b.length < a.length ? b : a)))
  }
  return problems
}

function ofText(value, { minLength = 0, maxLength = Infinity, pattern, format }, path) {
  const length = [...value].length
  if (length < minLength || length > maxLength) return [`${path} has ${length} characters`]
  if (pattern && !new RegExp(pattern, 'u').test(value)) return [`${path} is not of the form ${pattern}`]
  return formats[format] && !formats[format].test(value) ? [`${path} is no ${format}`] : []
}

function ofNumber(value, schema, path) {
  const { minimum = -Infinity, maximum = Infinity } = schema
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema
  const inside = value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum
  return inside || exclusiveMinimum === true ? [] : [`${path} is ${value}`]
}

function ofList(value, { items, minItems = 0, maxItems = Infinity, prefixItems }, document, path) {
  const few =
    value.length < minItems || value.length > maxItems ? [`${path} has ${value.length} entries`] : []
  const schemaAt = (index) => prefixItems?.[index] ?? items
  return [
    ...few,
    ...value.flatMap((one, index) => problemsOf(one, schemaAt(index), document, `${path}[${index}]`)),
  ]
}

function ofRecord(value, { properties = {}, required = [], additionalProperties }, document, path) {
  const at = (name) => (path ? `${path}.${name}` : name)
  const missing = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${at(name)} is missing`)
  const known = Object.entries(value).flatMap(([name, one]) =>
    problemsOf(one, properties[name] ?? additionalProperties, document, at(name)),
  )
  return [...missing, ...known]
}

const said = (value) => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
