import { inLanguage } from '../../i18n/words'
import { CategoryPicker } from './category-picker'
import { Chunk } from './chunk'
import { useWindow } from './context'
import { LinkedText } from './linked-text'
import { parts } from './parts'
import { useHours } from './use-hours'

/** What the window opens with: the greeting, and the choice of a topic before the first message. */
export function Welcome() {
  const { state, words, language } = useWindow()
  const { channel } = state.session!
  const { bot } = channel
  const at = useHours()
  const byBot = state.messages[0]?.senderKind === 'bot'
  const fresh = state.conversation === null
  return (
    <>
      {!byBot && (
        <article class="group" aria-label={channel.name}>
          <p class="name">{bot ? inLanguage(bot.name, language) : channel.name}</p>
          <div class="bubble">
            <LinkedText text={inLanguage((bot ?? channel).greeting, language) || words.greeting} />
            {fresh && at.kind !== 'open' && <p class="text">{words.closedHint}</p>}
          </div>
          {bot && fresh && <Chunk load={parts.bot}>{({ BotStart }) => <BotStart bot={bot} />}</Chunk>}
        </article>
      )}
      {fresh && !bot && state.outbox.length === 0 && channel.categories.length > 0 && <CategoryPicker />}
    </>
  )
}
