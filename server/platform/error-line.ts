/**
 * What the log keeps of an error: what it is and where, and none of the values that PostgreSQL puts beside it
 * (`detail`, `where`, parameters), which are often a customer's.
 */
export function errorLine(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error
  const { code, constraint, table, internal } = error as Error & Record<string, unknown>
  const message = withoutValues(error.message, code)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    message,
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    ...(internal !== undefined && { internal }),
    stack: [`${error.name}: ${message}`, ...frames].join('\n'),
    ...(error.cause instanceof Error && depth < 3 && { cause: errorLine(error.cause, depth + 1) }),
  }
}

/** PostgreSQL's class 22 (data exceptions) repeats the value that it does not like. */
function withoutValues(message: string, code: unknown): string {
  return typeof code === 'string' && /^22/.test(code) ? message.replace(/"[^"]*"/g, '"…"') : message
}
