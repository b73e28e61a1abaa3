import { inLanguage } from '../../i18n/words'
import { clockTime } from '../core/day-label'
import type { Row } from '../core/timeline'
import { useWindow } from './context'
import { MessageBody } from './message-body'

type Group = Extract<Row, { kind: 'group' }>

/** What one speaker said in one go, with the name above and the time below. */
export function MessageGroup({ group, last, past }: { group: Group; last: boolean; past: boolean }) {
  const { state, words, language } = useWindow()
  const { bot } = state.session!.channel
  const botName = bot ? inLanguage(bot.name, language) : words.bot
  const name = group.mine ? words.you : (group.senderName ?? (group.bot ? botName : words.agent))
  const read = (state.conversation?.agentReadSeq ?? 0) >= group.messages.at(-1)!.seq
  return (
    <article class={group.mine ? 'group mine' : 'group'} aria-label={name}>
      {group.mine ? null : <p class="name">{name}</p>}
      {group.messages.map((message) => (
        <MessageBody key={message.id} message={message} past={past} />
      ))}
      <p class="time">
        <time dateTime={new Date(group.at).toISOString()}>{clockTime(group.at, words.locale)}</time>
        {group.mine && last && <span> · {read ? words.read : words.sent}</span>}
      </p>
    </article>
  )
}
