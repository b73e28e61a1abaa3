import { useId } from 'preact/hooks'
import { inLanguage } from '../../i18n/words'
import { useWindow } from '../views/context'
import type { Field } from './check-answers'
import { usePartWords } from './part-words'

type Base = { value: string; wrong: string | undefined; onChange: (value: string) => void }

const INPUTS = {
  text: { type: 'text', autocomplete: undefined },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
} as const

/** One line to fill in, with what is wrong with it right below. */
export function LineField(props: Base & { label: string; type: keyof typeof INPUTS; required: boolean }) {
  const { value, wrong, onChange, label, type, required } = props
  const words = usePartWords()
  const id = useId()
  return (
    <p class="field">
      <label for={id}>
        {label} {!required && <small>{words.optional}</small>}
      </label>
      <input
        id={id}
        {...INPUTS[type]}
        value={value}
        maxLength={500}
        dir="auto"
        required={required}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong ? `${id}w` : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {wrong && (
        <span id={`${id}w`} class="wrong">
          {words.wrong[wrong] ?? words.wrong.required}
        </span>
      )}
    </p>
  )
}

/** A field of the channel's form before the chat. */
export function FormLine({ field, ...base }: Base & { field: Field }) {
  const { language } = useWindow()
  const words = usePartWords()
  const id = useId()
  const label = inLanguage(field.label, language) || field.key
  if (field.type !== 'choice')
    return <LineField {...base} label={label} type={field.type} required={field.required} />
  return (
    <p class="field">
      <label for={id}>
        {label} {!field.required && <small>{words.optional}</small>}
      </label>
      <select
        id={id}
        value={base.value}
        required={field.required}
        aria-invalid={base.wrong !== undefined}
        aria-describedby={base.wrong ? `${id}w` : undefined}
        onChange={(event) => base.onChange(event.currentTarget.value)}
      >
        <option value="">{words.choose}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {inLanguage(option.label, language) || option.value}
          </option>
        ))}
      </select>
      {base.wrong && (
        <span id={`${id}w`} class="wrong">
          {words.wrong[base.wrong] ?? words.wrong.required}
        </span>
      )}
    </p>
  )
}
