'use client'

import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDoorExit, IconEar, IconHandGrab, IconMessagePlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useMe } from '@/components/client/me'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { AgentConversationView } from '@/server/http/v1/contract'
import { useReassignOne } from '../monitor/reassign-one'
import { oversightApi } from '../oversight-api'
import classes from './supervisor-bar.module.css'
import { useViewing } from './use-viewing'

type Props = { view: AgentConversationView; onChange: () => void }

/** Below a conversation that somebody else holds, for those who may supervise it. */
export function SupervisorBar({ view, onChange }: Props) {
  const t = useTranslations('oversight.watch')
  const open = view.endedAt === null && view.agent !== null && view.status !== 'queued'
  const reassign = useReassignOne({ view, onMoved: onChange })
  useViewing(view.id, view.endedAt === null, onChange)
  const why = view.endedAt ? 'ended' : view.status === 'queued' ? 'queued' : 'nobody'
  return (
    <>
      {open ? (
        <OpenBar
          key={view.id}
          {...{ view, onChange }}
          agent={view.agent?.name ?? ''}
          reassign={reassign.button}
        />
      ) : (
        <div className={classes.bar}>
          <span className={classes.what}>{t(`why.${why}`)}</span>
        </div>
      )}
      {reassign.dialog}
    </>
  )
}

type OpenProps = Props & { agent: string; reassign: ReactNode }

function OpenBar({ view, agent, reassign, onChange }: OpenProps) {
  const t = useTranslations('oversight.watch')
  const me = useMe()
  const confirm = useConfirm()
  const act = useAct(onChange)
  const [joined, setJoined] = useJoined(view.id)
  const join = async () => {
    if (await confirm({ title: t('joinTitle'), body: t('joinBody', { agent }), confirm: t('join') })) {
      if (await act(() => oversightApi.join(view.id))) setJoined(true)
    }
  }
  const leave = async () => {
    if (await act(() => oversightApi.leave(view.id))) setJoined(false)
  }
  const takeOver = async () => {
    const question = { title: t('takeOverTitle'), body: t('takeOverBody', { agent }), confirm: t('takeOver') }
    if (await confirm(question)) await act(() => oversightApi.takeOver(view.id))
  }
  return (
    <div className={classes.bar}>
      <div className={classes.line}>
        <span className={classes.what}>{joined ? t('joined') : t('bar', { agent })}</span>
        {joined ? (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconDoorExit size={16} />}
            onClick={() => void leave()}
          >
            {t('leave')}
          </Button>
        ) : (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconMessagePlus size={16} />}
            onClick={() => void join()}
          >
            {t('join')}
          </Button>
        )}
        {reassign}
        {me.agentId && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconHandGrab size={16} />}
            onClick={() => void takeOver()}
          >
            {t('takeOver')}
          </Button>
        )}
      </div>
      <Words view={view} agent={agent} joined={joined} act={act} />
    </div>
  )
}

type Act = (run: () => Promise<unknown>) => Promise<boolean>

function Words({
  view,
  agent,
  joined,
  act,
}: Pick<Props, 'view'> & { agent: string; joined: boolean; act: Act }) {
  const t = useTranslations('oversight.watch')
  const [text, setText] = useState('')
  const [to, setTo] = useState<'whisper' | 'customer'>('whisper')
  const [sending, setSending] = useState(false)
  const aloud = joined && to === 'customer'
  const send = async () => {
    const words = text.trim()
    if (words === '' || sending) return
    setSending(true)
    if (await act(() => (aloud ? oversightApi.write(view.id, words) : oversightApi.whisper(view.id, words))))
      setText('')
    setSending(false)
  }
  const label = aloud ? t('write', { customer: view.customer.name }) : t('whisperTo', { agent })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {joined && (
        <SegmentedControl
          size="xs"
          mb={6}
          value={to}
          onChange={(value) => setTo(value === 'customer' ? 'customer' : 'whisper')}
          data={[
            { value: 'whisper', label: t('whisper') },
            { value: 'customer', label: t('write', { customer: view.customer.name }) },
          ]}
        />
      )}
      <div className={classes.write}>
        <Textarea
          aria-label={label}
          placeholder={aloud ? label : `${label} · ${t('whisperHint')}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            void send()
          }}
          maxLength={8_000}
          autosize
          minRows={1}
          maxRows={5}
        />
        <Button
          type="submit"
          loading={sending}
          disabled={text.trim() === ''}
          leftSection={aloud ? null : <IconEar size={16} />}
        >
          {aloud ? t('send') : t('whisper')}
        </Button>
      </div>
    </form>
  )
}

/** Runs an act, says when it was refused, and lets the conversation be read anew. */
function useAct(onChange: () => void): Act {
  const failure = useFailureText()
  return async (run) => {
    try {
      await run()
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
      return false
    } finally {
      onChange()
    }
  }
}

/** Kept per tab: joining again is harmless, and the server ends the part with the conversation. */
function useJoined(id: string): [boolean, (joined: boolean) => void] {
  const key = `switchyard.joined.${id}`
  const [joined, set] = useState(() => sessionStorage.getItem(key) === '1')
  return [
    joined,
    (next) => {
      if (next) sessionStorage.setItem(key, '1')
      else sessionStorage.removeItem(key)
      set(next)
    },
  ]
}
