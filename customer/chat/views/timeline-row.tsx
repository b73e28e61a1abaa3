import { dayLabel } from '../core/day-label'
import type { Row } from '../core/timeline'
import { useWindow } from './context'
import { MessageGroup } from './message-group'
import { Unsent } from './unsent'

export function TimelineRow({
  row,
  last = false,
  past = false,
}: {
  row: Row
  last?: boolean
  past?: boolean
}) {
  const { chat, words } = useWindow()
  switch (row.kind) {
    case 'day':
      return <p class="day">{dayLabel(row.at, chat.now(), words)}</p>
    case 'notice': {
      const { kind, name } = row.notice
      const text =
        kind === 'assigned'
          ? words.joined(name)
          : kind === 'transferred'
            ? words.transferred(name)
            : words.reopened
      return <p class="thin">{text}</p>
    }
    case 'system':
      return <p class="thin">{row.text}</p>
    case 'group':
      return <MessageGroup group={row} last={last} past={past} />
    case 'divider':
      return (
        <p class="divider">
          <span>{words.earlierOne(row.number, dayLabel(row.at, chat.now(), words))}</span>
        </p>
      )
    case 'unsent':
      return <Unsent items={row.items} />
  }
}
