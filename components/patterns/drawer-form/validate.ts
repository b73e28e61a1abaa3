import type { z } from 'zod'

export type FormErrors = Record<string, string>

/** Checks a form's values with the schema that the server uses; one message per field. */
export function validateWith<S extends z.ZodType>(schema: S): (values: unknown) => FormErrors {
  return (values) => {
    const result = schema.safeParse(values)
    if (result.success) return {}
    const errors: FormErrors = {}
    for (const issue of result.error.issues) errors[issue.path.join('.')] ??= issue.message
    return errors
  }
}
