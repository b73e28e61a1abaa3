import '../shared'
import type { WindowSettings } from '@/server/http/v1/contract'
import { inLanguage } from '../../i18n/words'
import { useWindow } from '../views/context'

type Item = WindowSettings['menu'][number]

/** The channel's shortcuts: a page to open, a question to send, a topic to choose before the first message. */
export function MenuRow() {
  const { chat, state, words, language } = useWindow()
  const fresh = state.conversation === null && state.outbox.length === 0
  const items = state.session!.channel.settings.menu.filter(
    ({ action }) => fresh || action.kind !== 'category',
  )
  if (items.length === 0) return null
  const run = ({ action }: Item) => {
    if (action.kind === 'text') chat.send(inLanguage(action.text, language))
    if (action.kind === 'category') chat.pickCategory(action.categoryId)
  }
  return (
    <nav class="menu" aria-label={words.menu}>
      {items.map((item, index) => {
        const label = inLanguage(item.label, language)
        const key = index
        return item.action.kind === 'link' ? (
          <a key={key} class="button" href={item.action.url} target="_blank" rel="noopener noreferrer">
            {label}
          </a>
        ) : (
          <button key={key} type="button" class="button" onClick={() => run(item)}>
            {label}
          </button>
        )
      })}
    </nav>
  )
}
