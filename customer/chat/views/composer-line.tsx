import type { Panel } from './composer-panel'
import { useWindow } from './context'
import { Icon } from './icon'
import type { Draft } from './use-draft'

const canRecord = () => typeof MediaRecorder === 'function' && Boolean(navigator.mediaDevices?.getUserMedia)

type Props = {
  draft: Draft
  canSend: boolean
  panel: Panel
  onOpen: (panel: Panel) => void
  onSend: () => void
}

/** The line itself: attach, write, emoji, and send; where there is nothing to send, speak. */
export function ComposerLine({ draft, canSend, panel, onOpen, onSend }: Props) {
  const { words } = useWindow()
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes (keyCode 229 in Safari), Enter chooses a word; it sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    onSend()
  }
  const opener = (which: Panel, icon: 'clip' | 'smile' | 'mic', name: string, look = 'tool') => (
    <button
      type="button"
      class={look}
      aria-label={name}
      aria-expanded={panel === which}
      onClick={() => onOpen(panel === which ? null : which)}
    >
      <Icon name={icon} />
    </button>
  )
  return (
    <div class="composer-row">
      {opener('attach', 'clip', words.attach)}
      <textarea
        ref={draft.field}
        rows={1}
        value={draft.draft}
        dir="auto"
        aria-label={words.composer}
        aria-describedby="send-keys"
        placeholder={words.composerHint}
        enterkeyhint="send"
        onInput={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {opener('emoji', 'smile', words.emoji)}
      {canSend || !canRecord() ? (
        <button type="submit" class="send" aria-label={words.send} aria-disabled={!canSend}>
          <Icon name="send" />
        </button>
      ) : (
        opener('record', 'mic', words.record, 'send')
      )}
    </div>
  )
}
