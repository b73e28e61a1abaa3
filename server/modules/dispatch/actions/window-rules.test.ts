import { describe, expect, it } from 'vitest'
import type { FormField } from '@/server/modules/channels/contract'
import { AppError } from '@/server/platform/errors'
import { formAnswers, requireContact } from './window-rules'

const field = (key: string, type: FormField['type'], required = false): FormField => ({
  ...{ key, type, required, label: { en: key } },
  options: type === 'choice' ? [{ value: 'a', label: { en: 'A' } }] : [],
})
const fields = [
  field('name', 'text', true),
  field('mail', 'email'),
  field('tel', 'phone'),
  field('kind', 'choice'),
]

function wrongFields(run: () => unknown): string[] {
  try {
    run()
    return []
  } catch (error) {
    return error instanceof AppError ? (error.fields ?? []).map(({ path, code }) => `${path} ${code}`) : ['?']
  }
}

describe('the form before the chat', () => {
  it('names every field that is missing or wrong, at once', () => {
    expect(
      wrongFields(() => formAnswers(fields, { name: ' ', mail: 'nobody', tel: 'x', kind: 'b' })),
    ).toEqual([
      'form.name required',
      'form.mail not_an_email',
      'form.tel not_a_phone',
      'form.kind not_an_option',
    ])
  })

  it('keeps what was asked, trimmed, and nothing else', () => {
    const given = { name: ' Ana ', mail: '', tel: '+49 30 123', kind: 'a', other: 'x', constructor: 'y' }
    expect(formAnswers(fields, given)).toEqual({ name: 'Ana', tel: '+49 30 123', kind: 'a' })
  })

  it('asks for nothing where the channel has no form', () => {
    expect(formAnswers([], { anything: 'x' })).toBeNull()
  })

  it('does not take what every object has for an answer', () => {
    expect(wrongFields(() => formAnswers([field('constructor', 'text', true)], {}))).toEqual([
      'form.constructor required',
    ])
  })
})

describe('the contact of a message that is left', () => {
  it.each([
    ['offline', 'required', false, true],
    ['unassigned', 'required', false, true],
    ['offline', 'required', true, false],
    ['assign', 'required', false, false],
    ['queue', 'required', false, false],
    ['offline', 'optional', false, false],
    ['offline', 'none', false, false],
  ] as const)('%s with contact %s, reachable %s: refused %s', (outcome, setting, reachable, refused) => {
    expect(wrongFields(() => requireContact(outcome, setting, reachable))).toEqual(
      refused ? ['contact required'] : [],
    )
  })
})
