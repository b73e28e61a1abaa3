import { useEffect, useRef } from 'preact/hooks'
import { timeline } from '../core/timeline'
import { lastForeignSeq } from '../core/unread'
import { AwayNote } from './away-note'
import { useWindow } from './context'
import { EarlierPart } from './earlier'
import { Icon } from './icon'
import { TimelineRow } from './timeline-row'
import { TypingLine } from './typing-line'
import { useStickToEnd } from './use-stick-to-end'
import { Welcome } from './welcome'

const NEAR_TOP_PX = 60

/** The conversation: greeting, messages by day and speaker, what is not sent yet, who is typing. */
export function Log() {
  const { chat, state, words, visible } = useWindow()
  const box = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { atEnd, toEnd, onScroll } = useStickToEnd(box, content, state.outbox.length, state.earlier)
  const rows = timeline(state.messages, state.notices, state.outbox)
  const reading = state.conversation !== null && !state.historyLoaded
  const unseen = lastForeignSeq(state) > (state.conversation?.customerReadSeq ?? 0)

  useEffect(() => {
    if (unseen && visible && atEnd && !reading) chat.seen()
  }, [chat, visible, atEnd, unseen, reading])

  const onLogScroll = () => {
    onScroll()
    const { scrollTop, scrollHeight, clientHeight } = box.current!
    if (scrollTop < NEAR_TOP_PX && scrollHeight > clientHeight && state.earlierLoad === 'idle' && !reading)
      void chat.loadEarlier()
  }

  return (
    <div class="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard */}
      <section class="log" ref={box} onScroll={onLogScroll} tabIndex={0} aria-label={words.log}>
        <div ref={content}>
          <EarlierPart />
          <Welcome />
          <div role="log" aria-live="off">
            {rows.map((row, index) => (
              <TimelineRow key={row.key} row={row} last={index === rows.length - 1} />
            ))}
          </div>
          <AwayNote />
          <TypingLine />
        </div>
      </section>
      {!atEnd && (
        <button type="button" class="to-end" onClick={toEnd}>
          {unseen ? words.newMessages : words.newest} <Icon name="down" />
        </button>
      )}
    </div>
  )
}
