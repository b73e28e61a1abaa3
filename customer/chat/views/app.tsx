import { useEffect, useState } from 'preact/hooks'
import { chooseLanguage, type Language, languages } from '../../i18n/words'
import type { Chat } from '../chat'
import { asksFirst, isEnded, openConversation } from '../core/state'
import { unreadCount } from '../core/unread'
import { Chunk } from './chunk'
import { Composer } from './composer'
import { ConnectionBar } from './connection-bar'
import { useChatState, useWindow, WindowProvider } from './context'
import { EndedPanel } from './ended-panel'
import { Failure } from './failure'
import { Header } from './header'
import { Log } from './log'
import { parts } from './parts'
import { ProblemBar } from './problem-bar'
import { QueueLine } from './queue-line'
import { Resolution } from './resolution'
import { Skeleton } from './skeleton'
import { useHours } from './use-hours'
import { usePaint } from './use-paint'

type Props = {
  chat: Chat
  /** What the page, the host and the browser wish, in this order. */
  wishes: readonly (string | null)[]
  close: (() => void) | null
  visible: boolean
}

export function App({ chat, wishes, close, visible }: Props) {
  const state = useChatState(chat)
  const [own, setOwn] = useState(chat.storage.get('language'))
  const language = chooseLanguage([own, ...wishes, state.session?.channel.language])
  const words = languages[language]
  const unread = unreadCount(state)
  usePaint(state.session?.channel.color)

  useEffect(() => {
    document.documentElement.lang = words.locale
    const title = state.session?.channel.name ?? words.title
    document.title = unread > 0 ? words.unreadTitle(unread, title) : title
  }, [words, unread, state.session])

  const setLanguage = (next: Language) => {
    chat.storage.set('language', next)
    setOwn(next)
  }

  return (
    <WindowProvider value={{ chat, state, words, language, setLanguage, close, visible }}>
      <Body />
    </WindowProvider>
  )
}

/** The last line: where to write, what is asked before, or the way on after the end. */
function Bottom() {
  const { state } = useWindow()
  const leaving = useHours().kind !== 'open'
  if (asksFirst(state, leaving))
    return <Chunk load={parts.forms}>{({ StartForm }) => <StartForm leaving={leaving} />}</Chunk>
  const ended = state.conversation !== null && isEnded(state.conversation)
  return ended && !state.continuing ? <EndedPanel /> : <Composer />
}

function Body() {
  const { state } = useWindow()
  if (state.phase === 'loading') return <Skeleton />
  if (state.phase !== 'ready') return <Failure />
  const endsAt = openConversation(state)?.countdownEndsAt
  return (
    <main class="whole" aria-label={state.session?.channel.name}>
      <Header />
      <ConnectionBar />
      <Log />
      <div class="foot">
        <ProblemBar />
        <QueueLine />
        {endsAt && <Chunk load={parts.countdown}>{({ Countdown }) => <Countdown endsAt={endsAt} />}</Chunk>}
        <Resolution />
        {(state.conversation?.canRate || state.conversation?.rating) && (
          <Chunk load={parts.rating}>{({ Rating }) => <Rating />}</Chunk>
        )}
        <Bottom />
      </div>
    </main>
  )
}
