import { parseDocument } from 'yaml'
import type { z } from 'zod'
import {
  type Configuration,
  configurationFile,
  type FileProblem,
  MAX_FILE_BYTES,
  SCHEMA_VERSION,
} from '../contract'
import { filePath, findUnknown } from '../domain/unknown-fields'

/** Far more than a person writes, far less than what grows without end when it is unfolded. */
const MAX_ALIASES = 50
const MAX_PROBLEMS = 500

export type FileReading = { file: Configuration } | { problems: FileProblem[] }

const refused = (message: string, code: string): FileReading => ({ problems: [{ path: '', message, code }] })

/** The text of a file, JSON or YAML, as a configuration, or everything that is wrong with its form. */
export function readFile(text: string): FileReading {
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) return refused('The file is larger than 10 MB.', 'too_large')
  const parsed = parseText(text)
  if ('problem' in parsed) return { problems: [parsed.problem] }
  const { value } = parsed
  const version = schemaOf(value)
  if (version === null) return refused('This is no configuration of Switchyard.', 'no_configuration')
  if (version > SCHEMA_VERSION)
    return refused(
      `The file was made by a newer version (schema ${version}; this one reads ${SCHEMA_VERSION}).`,
      'newer',
    )
  const read = configurationFile.safeParse(value)
  if (!read.success) return { problems: read.error.issues.flatMap(sayIssue).slice(0, MAX_PROBLEMS) }
  const unknown = findUnknown(value, read.data)
  if (unknown.length > 0) return { problems: unknown.slice(0, MAX_PROBLEMS).map(unknownField) }
  const { switchyard: _s, schema: _v, product: _p, exportedAt: _e, from: _f, ...file } = read.data
  return { file }
}

type Parsed = { value: unknown } | { problem: FileProblem }

function parseText(text: string): Parsed {
  if (text.trimStart().startsWith('{')) {
    try {
      return { value: JSON.parse(text) }
    } catch {
      // YAML has braces too, and says better what is wrong.
    }
  }
  try {
    const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true, logLevel: 'silent' })
    const [error] = document.errors
    if (error) return { problem: { path: '', message: firstLine(error.message), code: 'broken' } }
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) }
  } catch (error) {
    const message = error instanceof RangeError ? 'The file is nested too deeply.' : firstLine(String(error))
    return { problem: { path: '', message, code: 'broken' } }
  }
}

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

function schemaOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null
  const { switchyard, schema } = value as Record<string, unknown>
  return switchyard === 'configuration' && typeof schema === 'number' ? schema : null
}

const unknownField = (path: string): FileProblem => ({
  ...{ path, code: 'unknown_field' },
  message: 'There is no such field.',
})

function sayIssue(issue: z.core.$ZodIssue): FileProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownField(filePath([...issue.path, key])))
  return [{ path: filePath(issue.path), message: issue.message }]
}
