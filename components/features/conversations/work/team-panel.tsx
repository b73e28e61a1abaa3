'use client'

import { Button, Textarea } from '@mantine/core'
import { IconSend, IconUserPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ParticipantView } from '@/server/http/v1/work-contract'
import { type Message, mergeMessages, type View } from '../live/live-state'
import { useAgentId, useLive, useLiveState } from '../live/use-live'
import { useParticipants } from './use-parts'
import classes from './work.module.css'
import { workApi } from './work-api'

type Props = { view: View; mayAct: boolean; onInvite: () => void }

/** Colleagues in this conversation, and the side chats with them. */
export function TeamPanel({ view, mayAct, onInvite }: Props) {
  const t = useTranslations('workspace.team')
  const participants = useParticipants(view.id, view.lastSeq)
  const open = participants.filter(({ leftAt }) => leftAt === null)
  const chats = participants.filter(({ part }) => part === 'consulted')
  return (
    <>
      {mayAct && (
        <Button
          fullWidth
          variant="default"
          mb="md"
          leftSection={<IconUserPlus size={16} />}
          onClick={onInvite}
        >
          {t('invite')}
        </Button>
      )}
      {participants.length === 0 && <p className={classes.empty}>{t('none')}</p>}
      {open
        .filter(({ part }) => part !== 'consulted')
        .map((part) => (
          <Part key={part.id} view={view} part={part} mayAct={mayAct} />
        ))}
      {chats.map((part) => (
        <SideChat key={part.id} view={view} part={part} mayAct={mayAct} />
      ))}
    </>
  )
}

function EndPart({ view, part, mayAct }: { view: View; part: ParticipantView; mayAct: boolean }) {
  const t = useTranslations('workspace.team')
  const me = useAgentId()
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => workApi.endPart(view.id, part.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspace'] }),
  })
  const own = part.userId === me
  if (part.leftAt !== null || part.part === 'joined' || !(own || mayAct)) return null
  return (
    <Button size="compact-xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
      {part.part === 'consulted' ? t('close') : own ? t('leave') : t('remove')}
    </Button>
  )
}

function Part(props: { view: View; part: ParticipantView; mayAct: boolean }) {
  const t = useTranslations('workspace.team')
  const { part } = props
  return (
    <div className={classes.part}>
      <span className={classes.partName}>
        {part.name} <span className={classes.quiet}>{t(`part.${part.part}`)}</span>
      </span>
      <EndPart {...props} />
    </div>
  )
}

const nothing: Message[] = []

function SideChat({ view, part, mayAct }: { view: View; part: ParticipantView; mayAct: boolean }) {
  const t = useTranslations('workspace.team')
  const live = useLive()
  const me = useAgentId()
  const query = useQuery({
    queryKey: ['workspace', 'side-chat', part.id, part.leftAt],
    queryFn: async () => (await workApi.sideChat(view.id, part.id)).items,
    refetchInterval: live ? false : 5_000,
  })
  const streamed = useLiveState(live, (state) => state.logs[view.id]?.messages ?? nothing, nothing)
  const messages = useMemo(
    () =>
      mergeMessages(
        query.data ?? nothing,
        streamed.filter(({ meta }) => meta?.consultId === part.id),
      ),
    [query.data, streamed, part.id],
  )
  const writes = part.leftAt === null && (part.userId === me || view.agent?.id === me)
  const other = part.userId === me ? (part.invitedByName ?? '') : part.name
  return (
    <section className={classes.side} aria-label={t('with', { name: other })}>
      <div className={classes.sideHead}>
        <span>{t('with', { name: other })}</span>
        {part.leftAt ? <span className={classes.quiet}>{t('closed')}</span> : null}
        <EndPart view={view} part={part} mayAct={mayAct} />
      </div>
      {query.isError ? (
        <FailedState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <SideLog note={part.note} messages={messages} label={t('with', { name: other })} />
      )}
      {writes && <SideForm view={view} part={part} />}
    </section>
  )
}

function SideLog({ note, messages, label }: { note: string | null; messages: Message[]; label: string }) {
  const t = useTranslations('workspace.team')
  const format = useFormatter()
  const end = useRef<HTMLLIElement>(null)
  const last = messages.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what scrolls.
  useEffect(() => {
    // Its answer, a promise in newer browsers, is no clean-up.
    void end.current?.scrollIntoView({ block: 'nearest' })
  }, [last])
  return (
    // The conversation's announcer reads it out.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keys.
    <ol className={classes.sideLog} role="log" aria-live="off" aria-label={label} tabIndex={0}>
      {note && (
        <li>
          <p className={classes.sideText}>{note}</p>
        </li>
      )}
      {messages.map((message) => (
        <li key={message.id}>
          <span className={classes.quiet}>
            {message.senderName} · {format.dateTime(new Date(message.createdAt), { timeStyle: 'short' })}
          </span>
          <p className={classes.sideText}>{message.text}</p>
        </li>
      ))}
      {!note && messages.length === 0 && <li className={classes.quiet}>{t('unseen')}</li>}
      <li ref={end} />
    </ol>
  )
}

function SideForm({ view, part }: { view: View; part: ParticipantView }) {
  const t = useTranslations('workspace.team')
  const failure = useFailureText()
  const client = useQueryClient()
  const [text, setText] = useState('')
  // The same id until it is accepted: trying again never writes twice.
  const [clientMessageId, setId] = useState(() => crypto.randomUUID())
  const send = useMutation({
    mutationFn: () => workApi.writeAside(view.id, part.id, { clientMessageId, text: text.trim() }),
    onSuccess: () => {
      setText('')
      setId(crypto.randomUUID())
      void client.invalidateQueries({ queryKey: ['workspace', 'side-chat', part.id] })
    },
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (text.trim() && !send.isPending) send.mutate()
  }
  return (
    <div className={classes.sideForm}>
      <Textarea
        aria-label={t('write')}
        placeholder={t('write')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={8_000}
        value={text}
        error={send.isError ? failure(send.error) : null}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        rightSection={
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('send')}
            disabled={text.trim() === ''}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            <IconSend size={16} />
          </Button>
        }
        rightSectionWidth={44}
      />
    </div>
  )
}
