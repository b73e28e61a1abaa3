'use client'

import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { MentionView } from '@/server/http/v1/contract'
import { agentApi } from '../live/agent-api'
import type { Live } from '../live/live'

const KEY = ['workspace', 'mentions']
const noticeId = ({ conversationId, seq }: MentionView) => `mention-${conversationId}-${seq}`

type Props = { live: Live | null; openId: string | null; onOpen: (id: string) => void }

/** Notes that name this person, shown until they are opened: now, and after a reload. */
export function MentionNotices({ live, openId, onOpen }: Props): null {
  const t = useTranslations('workspace.mention')
  const queries = useQueryClient()
  const unseen = useQuery({
    queryKey: KEY,
    queryFn: async () => (await agentApi.mentions()).items,
    enabled: live !== null,
    staleTime: 60_000,
  }).data
  useEffect(
    () =>
      live?.onEvent((event) => {
        if (event.type === 'mention' || event.type === 'hello')
          void queries.invalidateQueries({ queryKey: KEY })
      }),
    [live, queries],
  )
  const show = (one: MentionView) =>
    notifications.show({
      id: noticeId(one),
      title: t('title', { by: one.byName, customer: one.customerName }),
      message: (
        <>
          {one.text}{' '}
          <Anchor component="button" type="button" onClick={() => onOpen(one.conversationId)}>
            {t('open')}
          </Anchor>
        </>
      ),
      autoClose: false,
      withCloseButton: true,
      closeButtonProps: { 'aria-label': t('close') },
      onClose: () => void agentApi.mentionsSeen(one.conversationId).catch(() => {}),
    })
  const latest = useRef(show)
  latest.current = show
  useEffect(() => {
    for (const one of unseen ?? []) {
      if (one.conversationId === openId) void agentApi.mentionsSeen(openId).catch(() => {})
      else latest.current(one)
    }
  }, [unseen, openId])
  useEffect(() => {
    for (const one of unseen ?? []) if (one.conversationId === openId) notifications.hide(noticeId(one))
  }, [unseen, openId])
  return null
}
