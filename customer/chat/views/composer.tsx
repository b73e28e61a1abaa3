import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { cleanText, MAX_TEXT } from '../core/clean-text'
import { useWindow } from './context'
import { Icon } from './icon'

/** Where the customer writes. Nothing disables it: without a connection the words are kept and sent later. */
export function Composer() {
  const { chat, state, words } = useWindow()
  const field = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(() => chat.storage.get('draft') ?? '')
  const text = cleanText(draft)
  const over = text.length - MAX_TEXT
  const canSend = text.length > 0 && over <= 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current!
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [draft])
  useEffect(() => chat.storage.set('draft', draft || null), [chat, draft])

  const write = (value: string) => {
    setDraft(value)
    chat.typing(value.trim().length > 0)
  }
  const send = () => {
    if (!canSend) return
    chat.send(draft)
    setDraft('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes (keyCode 229 in Safari), Enter chooses a word; it sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {state.conversation?.status === 'with_bot' && (
        <button type="button" class="button human" onClick={() => void chat.askHuman()}>
          {words.human}
        </button>
      )}
      {over > 0 && (
        <p class="bar bad" role="alert">
          {words.tooLong(over)}
        </p>
      )}
      <div class="composer-row">
        <textarea
          ref={field}
          rows={1}
          value={draft}
          aria-label={words.composer}
          aria-describedby="send-keys"
          placeholder={words.composerHint}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="send" aria-label={words.send} aria-disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
      <p id="send-keys" class="hidden">
        {words.sendKeys}
      </p>
    </form>
  )
}
