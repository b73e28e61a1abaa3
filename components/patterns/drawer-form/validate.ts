import type { z } from 'zod'

export type FormErrors = Record<string, string>
export type Issue = z.core.$ZodIssue

/** Checks a form's values with the schema that the server uses; the first message of each field. */
export function validateWith<S extends z.ZodType>(
  schema: S,
  textOf: (issue: Issue) => string,
): (values: unknown) => FormErrors {
  return (values) => {
    const result = schema.safeParse(values)
    if (result.success) return {}
    const errors: FormErrors = {}
    for (const issue of result.error.issues) errors[issue.path.join('.')] ??= textOf(issue)
    return errors
  }
}
