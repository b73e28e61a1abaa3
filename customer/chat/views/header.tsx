import { useRef, useState } from 'preact/hooks'
import { openConversation } from '../core/state'
import { Avatar } from './avatar'
import { Confirm } from './confirm'
import { useWindow } from './context'
import { Icon } from './icon'
import { useHours } from './use-hours'

export function Header() {
  const { chat, state, words, language, setLanguage, close } = useWindow()
  const [asking, setAsking] = useState(false)
  const endButton = useRef<HTMLButtonElement>(null)
  const channel = state.session!.channel
  const agent = state.conversation?.agent ?? null
  const current = openConversation(state)
  const canEnd = current !== null && current.status !== 'queued'
  const at = useHours()
  const { brand } = channel
  const whose = brand.name && brand.name !== channel.name ? `${channel.name} · ${brand.name}` : channel.name
  const bot = current?.status === 'with_bot' ? `${words.bot} · ` : ''

  return (
    <div class="head">
      <div class="head-row">
        <Avatar
          name={agent?.name ?? channel.name}
          url={agent ? agent.avatarUrl : (bot && channel.bot?.pictureUrl) || channel.brand.logoUrl}
        />
        <div class="head-text">
          <h1>{agent?.name ?? channel.name}</h1>
          <p>{agent ? whose : bot + words.opening(at)}</p>
        </div>
        <button
          type="button"
          class="head-button"
          lang={language === 'en' ? 'zh' : 'en'}
          aria-label={words.switchToLabel}
          onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}
        >
          {words.switchTo}
        </button>
        {canEnd && (
          <button
            type="button"
            class="head-button"
            ref={endButton}
            aria-label={words.endLabel}
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          >
            {words.end}
          </button>
        )}
        {close && (
          <button type="button" class="head-button" aria-label={words.close} onClick={close}>
            <Icon name="down" />
          </button>
        )}
      </div>
      {asking && canEnd && (
        <Confirm
          ask={words.endAsk}
          explain={words.endExplain}
          yes={words.endYes}
          no={words.endNo}
          onYes={() => void chat.end().then(() => setAsking(false))}
          onNo={() => {
            setAsking(false)
            endButton.current?.focus()
          }}
        />
      )}
    </div>
  )
}
