import { useEffect, useRef } from 'preact/hooks'
import { inLanguage } from '../../i18n/words'
import { mayContinue, onOtherTopic } from '../core/state'
import { Chunk } from './chunk'
import { useWindow } from './context'
import { parts } from './parts'

/** The end: how it came, the channel's closing words, and the way on. */
export function EndedPanel() {
  const { chat, state, words, language } = useWindow()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The composer that held the focus is gone; keep the keyboard here rather than on the document.
    if (document.activeElement === document.body && document.hasFocus()) panel.current?.focus()
  }, [])
  const byTime = state.conversation?.status === 'ended_by_system'
  const { settings } = state.session!.channel
  const closing = inLanguage(settings.closingWords, language)
  const goesOn = mayContinue(state, chat.now())
  return (
    <div class="ended" ref={panel} tabIndex={-1}>
      <div>
        <p role="status">{byTime ? words.endedBySystem : words.ended}</p>
        {closing && (
          <p class="closing" dir="auto">
            {closing}
          </p>
        )}
      </div>
      {goesOn && (
        <button type="button" class="button primary" onClick={chat.goOn}>
          {words.goOn}
        </button>
      )}
      {(!goesOn || onOtherTopic(state)) && (
        <button type="button" class={goesOn ? 'button' : 'button primary'} onClick={chat.startNew}>
          {words.startNew}
        </button>
      )}
      {settings.transcript && <Chunk load={parts.transcript}>{({ Transcript }) => <Transcript />}</Chunk>}
    </div>
  )
}
