import '../shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Contact } from '@/server/http/v1/contract'
import { cleanText, MAX_TEXT } from '../core/clean-text'
import { useWindow } from '../views/context'
import { type Field, filledContact, wrongAnswer, wrongContact } from './check-answers'
import { FormLine, LineField } from './fields'
import { usePartWords } from './part-words'

type Wrong = Record<string, string>

/** What is known of a signed-in customer need not be typed again. */
function prefilled(
  fields: Field[],
  customer: { name: string; anonymous: boolean } & Record<'email' | 'phone', string | null>,
) {
  const known = (field: Field) => {
    if (field.type === 'email') return customer.email
    if (field.type === 'phone') return customer.phone
    return field.key === 'name' && !customer.anonymous ? customer.name : null
  }
  return Object.fromEntries(fields.map((field) => [field.key, known(field) ?? '']))
}

function focusFirstWrong(form: HTMLFormElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}

/** What is asked, what has been answered, and what is wrong with it. */
function useStartForm(leaving: boolean) {
  const { chat, state } = useWindow()
  const form = useRef<HTMLFormElement>(null)
  const { channel, customer } = state.session!
  const { needs } = state
  const { settings } = channel
  const asked = {
    fields: needs?.kind === 'contact' ? [] : settings.form,
    contact: needs?.kind === 'contact' || (leaving && settings.contact !== 'none'),
    contactRequired: settings.contact === 'required',
    text: leaving && !needs,
  }
  const [answers, setAnswers] = useState(() => ({ ...prefilled(settings.form, customer), ...state.form }))
  const [contact, setContact] = useState<Contact>(() => state.contact ?? knownContact(customer))
  const [text, setText] = useState(() => chat.storage.get('draft') ?? '')
  const [wrong, setWrong] = useState<Wrong>(() => named(needs?.fields))
  useEffect(() => {
    setWrong(named(needs?.fields))
    if (needs) focusFirstWrong(form.current)
  }, [needs])
  useEffect(() => {
    if (asked.text) chat.storage.set('draft', text || null)
  }, [chat, asked.text, text])

  const check = (): Wrong => {
    const found: Wrong = asked.contact ? wrongContact(contact, asked.contactRequired) : {}
    for (const field of asked.fields) {
      const refusal = wrongAnswer(field, answers[field.key] ?? '')
      if (refusal) found[`form.${field.key}`] = refusal
    }
    const message = cleanText(text)
    if (asked.text && message === '') found.text = 'required'
    if (asked.text && message.length > MAX_TEXT) found.text = 'too_long'
    return found
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const found = check()
    setWrong(found)
    if (Object.keys(found).length > 0) return focusFirstWrong(form.current)
    if (asked.text) chat.storage.set('draft', null)
    chat.begin(answers, asked.contact ? filledContact(contact) : null)
    if (asked.text) chat.send(text)
  }
  return { form, asked, answers, setAnswers, contact, setContact, text, setText, wrong, submit }
}

/**
 * Before the first message: the channel's form; while nobody can answer (`leaving`) also the message itself
 * and how to be reached; and again, with what is wrong, when the server has missed something.
 */
export function StartForm({ leaving }: { leaving: boolean }) {
  const { state } = useWindow()
  const words = usePartWords()
  const { form, asked, answers, setAnswers, contact, setContact, text, setText, wrong, submit } =
    useStartForm(leaving)
  const missing = state.needs?.kind === 'contact'
  return (
    <form class="card form" ref={form} noValidate onSubmit={submit}>
      <strong>{missing ? words.contactAsk : leaving ? words.leaveAsk : words.formAsk}</strong>
      {missing && <p role="alert">{words.contactRequired}</p>}
      {asked.text && <p class="quiet">{words.leaveExplain}</p>}
      {asked.fields.map((field) => (
        <FormLine
          key={field.key}
          field={field}
          value={answers[field.key] ?? ''}
          wrong={wrong[`form.${field.key}`]}
          onChange={(value) => setAnswers({ ...answers, [field.key]: value })}
        />
      ))}
      {asked.text && <TextLines text={text} wrong={wrong.text} onChange={setText} />}
      {asked.contact && (
        <ContactLines
          contact={contact}
          wrong={wrong}
          required={asked.contactRequired}
          onChange={setContact}
        />
      )}
      <button type="submit" class="button primary">
        {asked.text ? words.leave : words.begin}
      </button>
    </form>
  )
}

type TextProps = { text: string; wrong: string | undefined; onChange: (text: string) => void }

function TextLines({ text, wrong, onChange }: TextProps) {
  const words = usePartWords()
  return (
    <p class="field">
      <label for="leave-text">{words.message}</label>
      <textarea
        id="leave-text"
        rows={3}
        value={text}
        dir="auto"
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong ? 'leave-wrong' : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {wrong && (
        <span id="leave-wrong" class="wrong">
          {words.wrong[wrong]}
        </span>
      )}
    </p>
  )
}

/** Fields of the server's refusal under the names that the lines have here. */
function named(fields: Record<string, string> | undefined): Wrong {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([path, why]) =>
      path === 'contact' ? ['email', 'contact'] : [path.replace(/^contact\./, ''), why],
    ),
  )
}

function knownContact({ email, phone }: { email: string | null; phone: string | null }): Contact {
  return { ...(email ? { email } : {}), ...(phone ? { phone } : {}) }
}

type LinesProps = { contact: Contact; wrong: Wrong; required: boolean; onChange: (contact: Contact) => void }

function ContactLines({ contact, wrong, required, onChange }: LinesProps) {
  const words = usePartWords()
  // One of the two is enough: once the telephone is there, the e-mail address may stay empty.
  const either = (other: string | undefined) => required && !other
  return (
    <>
      <LineField
        label={words.email}
        type="email"
        required={either(contact.phone)}
        value={contact.email ?? ''}
        wrong={wrong.email}
        onChange={(email) => onChange({ ...contact, email })}
      />
      <LineField
        label={words.phone}
        type="phone"
        required={either(contact.email)}
        value={contact.phone ?? ''}
        wrong={wrong.phone}
        onChange={(phone) => onChange({ ...contact, phone })}
      />
    </>
  )
}

/** For a message that has been left already: where the answer can reach the customer. */
export function ContactForm() {
  const { chat } = useWindow()
  const words = usePartWords()
  const form = useRef<HTMLFormElement>(null)
  const [contact, setContact] = useState<Contact>({})
  const [wrong, setWrong] = useState<Wrong>({})
  const [busy, setBusy] = useState(false)
  const submit = (event: Event) => {
    event.preventDefault()
    const found = wrongContact(contact, true)
    setWrong(found)
    const filled = filledContact(contact)
    if (Object.keys(found).length > 0 || !filled) return focusFirstWrong(form.current)
    setBusy(true)
    void chat.giveContact(filled).then(() => setBusy(false))
  }
  return (
    <form class="form" ref={form} noValidate onSubmit={submit}>
      <strong>{words.contactAsk}</strong>
      <p>{words.contactExplain}</p>
      <ContactLines contact={contact} wrong={wrong} required onChange={setContact} />
      <button type="submit" class="button" disabled={busy}>
        {words.save}
      </button>
    </form>
  )
}
