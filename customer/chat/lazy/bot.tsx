import '../shared'
import { useState } from 'preact/hooks'
import type { BotButton, MessageView, SessionView } from '@/server/http/v1/contract'
import { openConversation } from '../core/state'
import { useWindow } from '../views/context'
import { usePartWords } from './part-words'

type Bot = NonNullable<SessionView['channel']['bot']>
type Extras = NonNullable<NonNullable<MessageView['meta']>['bot']>

/** A tap is a message of its label that says what was meant by it. */
function Buttons({ buttons }: { buttons: readonly BotButton[] }) {
  const { chat } = useWindow()
  const words = usePartWords()
  if (buttons.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a frame of its own
    <div class="buttons" role="group" aria-label={words.botChoices}>
      {buttons.map(({ label, choice, url }, index) => {
        const key = index
        return url ? (
          <a key={key} class="button" href={url} target="_blank" rel="noopener noreferrer">
            {label}
          </a>
        ) : (
          <button
            key={key}
            type="button"
            class="button"
            onClick={() =>
              choice?.kind === 'human' && chat.store.get().conversation
                ? void chat.askHuman()
                : chat.send(label, choice)
            }
          >
            {label}
          </button>
        )
      })}
    </div>
  )
}

/** Below the greeting, before anything was said. */
export const BotStart = ({ bot }: { bot: Bot }) => {
  const { language } = useWindow()
  return <Buttons buttons={bot.buttons[language] ?? []} />
}

/** Below a message of the bot: what can be tapped while it answers, and whether an answer helped. */
export function BotExtras({ message, bot }: { message: MessageView; bot: Extras }) {
  const { state } = useWindow()
  const answers = openConversation(state)?.status === 'with_bot'
  const words = usePartWords()
  // The one above the line stands there already.
  const buttons = bot.buttons?.filter(({ label }) => label !== words.human) ?? []
  return (
    <>
      {bot.pictures?.map(({ path, alt }) => (
        <a key={path} class="picture" href={path} target="_blank" rel="noopener noreferrer">
          {/* biome-ignore lint/performance/noImgElement: this window has no Next.js */}
          <img src={path} alt={alt} loading="lazy" />
        </a>
      ))}
      {answers && <Buttons buttons={buttons} />}
      {answers && bot.asksHelpful && <Helpful seq={message.seq} />}
    </>
  )
}

function Helpful({ seq }: { seq: number }) {
  const { chat } = useWindow()
  const words = usePartWords()
  const [told, setTold] = useState(false)
  if (told)
    return (
      <p class="time" role="status">
        {words.helpfulThanks}
      </p>
    )
  const tell = (helpful: boolean) => void chat.helped(seq, helpful).then(setTold)
  return (
    <p class="time">
      {words.helpful}{' '}
      <button type="button" class="link" onClick={() => tell(true)}>
        {words.helpfulYes}
      </button>{' '}
      <button type="button" class="link" onClick={() => tell(false)}>
        {words.helpfulNo}
      </button>
    </p>
  )
}

/** Above the line while the bot answers. */
export function HumanButton() {
  const { chat, state } = useWindow()
  const words = usePartWords()
  if (state.session!.channel.bot?.humanButton === false) return null
  return (
    <button type="button" class="button human" onClick={() => void chat.askHuman()}>
      {words.human}
    </button>
  )
}
