import type { Contact, WindowSettings } from '@/server/http/v1/contract'

export type Field = WindowSettings['form'][number]

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PHONE = /^\+?[\d\s().\-/]{5,40}$/

/** What is wrong with an answer, by the same rules as the server's; null when nothing is. */
export function wrongAnswer(field: Pick<Field, 'type' | 'required' | 'options'>, raw: string): string | null {
  const answer = raw.trim()
  if (answer === '') return field.required ? 'required' : null
  if (answer.length > 500) return 'too_long'
  if (field.type === 'email' && !EMAIL.test(answer)) return 'not_an_email'
  if (field.type === 'phone' && !PHONE.test(answer)) return 'not_a_phone'
  return field.type === 'choice' && !field.options.some(({ value }) => value === answer)
    ? 'not_an_option'
    : null
}

/** Wrong fields of a contact by name; `required`: one of the two has to be there. */
export function wrongContact(contact: Contact, required: boolean): Record<string, string> {
  const { email = '', phone = '' } = contact
  const rule = { required: false, options: [] }
  const wrong: Record<string, string> = {}
  const mail = wrongAnswer({ ...rule, type: 'email' }, email)
  const call = wrongAnswer({ ...rule, type: 'phone' }, phone)
  if (mail) wrong.email = mail
  if (call) wrong.phone = call
  if (required && !email.trim() && !phone.trim()) wrong.email = 'contact'
  return wrong
}

/** Without what was left empty; null when nothing is left. */
export function filledContact({ email, phone }: Contact): Contact | null {
  const filled: Contact = {}
  if (email?.trim()) filled.email = email.trim()
  if (phone?.trim()) filled.phone = phone.trim()
  return Object.keys(filled).length > 0 ? filled : null
}
