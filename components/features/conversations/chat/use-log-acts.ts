'use client'

import { notifications } from '@mantine/notifications'
import type { RefObject } from 'react'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { agentApi } from '../live/agent-api'
import type { Log, Message, View } from '../live/live-state'
import type { Writing } from '../writing/use-writing'
import type { LogActs } from './log-acts'
import type { Source } from './use-conversation'

type Facts = {
  source: Source
  view: View
  log: Log
  writing: Writing
  input: RefObject<HTMLTextAreaElement | null>
  mine: boolean
}

/** So many pages back at most does a jump look for its message. */
const MAX_PAGES = 40

export function useLogActsOf({ source, view, log, writing, input, mine }: Facts): LogActs {
  const failure = useFailureText()
  const { id } = view
  const recall = (message: Message) => {
    agentApi.recall(id, message.id).then(
      () => void source.loader.log(id).then(() => source.loader.view(id)),
      (error: unknown) => notifications.show({ color: 'red', message: failure(error) }),
    )
  }
  const quote = (message: Message) => {
    writing.quote(message)
    // After the menu has given the focus back.
    setTimeout(() => input.current?.focus(), 60)
  }
  const jump = async (seq: number) => {
    for (let page = 0; page < MAX_PAGES && !show(seq); page += 1) {
      const held = source.store.get().logs[id]
      if (!held || held.reachesStart) return
      await source.loader.earlier(id)
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  }
  return {
    conversationId: id,
    ownId: source.agentId,
    customerName: view.customer.name,
    messages: log.messages,
    quote: mine && !view.endedAt ? quote : null,
    recall: source.agentId ? recall : null,
    jump: (seq) => void jump(seq).catch(() => {}),
  }
}

/** Brings a message into sight and marks it for a moment; false = it is not there yet. */
function show(seq: number): boolean {
  const element = document.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  if (!element) return false
  element.scrollIntoView({ block: 'center' })
  element.focus({ preventScroll: true })
  element.dataset.found = 'true'
  setTimeout(() => delete element.dataset.found, 2_000)
  return true
}
