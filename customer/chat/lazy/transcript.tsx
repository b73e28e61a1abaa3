import '../shared'
import { useState } from 'preact/hooks'
import { useWindow } from '../views/context'
import { usePartWords } from './part-words'

/** The conversation by mail: one tap where the address is known, else it is asked for. */
export function Transcript() {
  const { chat, state, language } = useWindow()
  const words = usePartWords()
  const known = state.conversation?.contact?.email ?? state.session?.customer.email ?? ''
  const [open, setOpen] = useState(false)
  const [email, setEmail] = useState(known)
  const [phase, setPhase] = useState<'asked' | 'busy' | 'sent'>('asked')
  if (phase === 'sent')
    return (
      <p class="thanks" role="status">
        {words.transcriptSent(email)}
      </p>
    )
  if (!open)
    return (
      <button type="button" class="link" onClick={() => setOpen(true)}>
        {words.transcript}
      </button>
    )
  const submit = async (event: Event) => {
    event.preventDefault()
    setPhase('busy')
    setPhase((await chat.mailTranscript(email.trim(), language)) ? 'sent' : 'asked')
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label>
        {words.transcriptTo}{' '}
        <input
          type="email"
          required
          autoComplete="email"
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>{' '}
      <button type="submit" class="button" disabled={phase === 'busy'}>
        {words.transcriptSend}
      </button>
    </form>
  )
}
