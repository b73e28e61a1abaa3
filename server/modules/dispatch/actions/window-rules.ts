import type { FormField } from '@/server/modules/channels/contract'
import { AppError, type FieldError } from '@/server/platform/errors'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PHONE = /^\+?[\d\s().\-/]{5,40}$/

function refusalOf(field: FormField, answer: string): string | null {
  if (answer === '') return field.required ? 'required' : null
  if (field.type === 'email' && !EMAIL.test(answer)) return 'not_an_email'
  if (field.type === 'phone' && !PHONE.test(answer)) return 'not_a_phone'
  if (field.type === 'choice' && !field.options.some(({ value }) => value === answer)) return 'not_an_option'
  return null
}

/**
 * The answers to the channel's form before the chat, trimmed; what the form does not ask is left out, so that a
 * form that changed in the meantime stands in nobody's way. null without answers.
 * @throws {AppError} invalid_input, naming each field as form.<key>
 */
export function formAnswers(
  fields: readonly FormField[],
  given: Readonly<Record<string, string>>,
): Record<string, string> | null {
  const answers: Record<string, string> = {}
  const wrong: FieldError[] = []
  for (const field of fields) {
    const answer = (Object.hasOwn(given, field.key) ? given[field.key] : undefined)?.trim() ?? ''
    const refusal = refusalOf(field, answer)
    if (refusal) wrong.push({ path: `form.${field.key}`, message: refusal, code: refusal })
    else if (answer !== '') answers[field.key] = answer
  }
  if (wrong.length > 0) {
    throw new AppError('invalid_input', 'Please complete the form before the chat.', { fields: wrong })
  }
  return Object.keys(answers).length > 0 ? answers : null
}

/**
 * A message that nobody can answer now needs a way back to the customer where the channel says so.
 * @throws {AppError} invalid_input, naming the field contact
 */
export function requireContact(
  outcome: string,
  setting: 'none' | 'optional' | 'required',
  reachable: boolean,
) {
  if (setting !== 'required' || reachable) return
  if (outcome !== 'offline' && outcome !== 'unassigned') return
  throw new AppError(
    'invalid_input',
    'Nobody can answer now. Leave an e-mail address or a telephone number.',
    {
      fields: [{ path: 'contact', message: 'required', code: 'required' }],
    },
  )
}
