import { inLanguage } from '../../i18n/words'
import { openConversation } from '../core/state'
import { Chunk } from './chunk'
import { useWindow } from './context'
import { parts } from './parts'
import { useHours } from './use-hours'

/** Why nobody answers at once, and what happens with the message. */
export function AwayNote() {
  const { state, words, language } = useWindow()
  const at = useHours()
  const conversation = openConversation(state)
  const answered = state.messages.some((message) => message.senderKind === 'agent')
  if (!conversation || answered || conversation.status !== 'awaiting_agent') return null
  if (conversation.creationType !== 'offline') {
    return conversation.agent ? null : <p class="thin">{words.connecting}</p>
  }
  const { settings } = state.session!.channel
  const { email, phone } = state.session!.customer
  const reach = conversation.contact?.email ?? conversation.contact?.phone ?? email ?? phone
  const said = inLanguage(settings.offlineText, language)
  const asks = !reach && settings.contact !== 'none'
  return (
    <div class="note">
      <strong role="status">{words.awayTitle}</strong>
      <p>
        {words.reasons[conversation.reason ?? ''] ?? words.reasonOther}
        {words.gap}
        {at.kind === 'open' || at.kind === 'never' ? null : `${words.opening(at)}${words.stop}`}
      </p>
      {said && <p dir="auto">{said}</p>}
      <p>{reach ? words.awayReach(reach) : words.awayAnswer}</p>
      {asks && <Chunk load={parts.forms}>{({ ContactForm }) => <ContactForm />}</Chunk>}
    </div>
  )
}
