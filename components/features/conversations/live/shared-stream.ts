import type { StreamEvent } from '@/server/http/v1/contract'
import { type Connection, followStream } from './follow-stream'
import { takeLead } from './lead'

/** What tabs tell each other. */
type Relay =
  | { kind: 'event'; event: StreamEvent }
  | { kind: 'connection'; connection: Connection }
  | { kind: 'signed_out' }
  /** A tab that just opened asks the leader for the state of the connection. */
  | { kind: 'asking' }
  | { kind: 'who_sees' }
  | { kind: 'i_see' }

export type SharedStream = {
  stop: () => void
  isLeader: () => boolean
  /** Whether any tab of this browser is being looked at. */
  isSeen: () => Promise<boolean>
}

type Listener = {
  onEvent: (event: StreamEvent) => void
  onConnection: (connection: Connection) => void
  onSignedOut: () => void
}

const ANSWER_MS = 150

/** The agent's stream, read by one tab and heard by all: a browser allows six connections to a host. */
export function openSharedStream(agentId: string, listener: Listener): SharedStream {
  const name = `switchyard.stream.${agentId}`
  const channel = new BroadcastChannel(name)
  let leading = false
  let connection: Connection = 'connecting'
  let seenBy: (() => void) | null = null
  const tell = (relay: Relay) => channel.postMessage(relay)
  const take = (relay: Relay) => {
    if (relay.kind === 'event') listener.onEvent(relay.event)
    if (relay.kind === 'connection') listener.onConnection(relay.connection)
    if (relay.kind === 'signed_out') listener.onSignedOut()
  }
  const both = (relay: Relay) => {
    tell(relay)
    take(relay)
  }
  channel.onmessage = ({ data }: MessageEvent<Relay>) => {
    if (data.kind === 'asking' && leading) tell({ kind: 'connection', connection })
    if (data.kind === 'who_sees' && isVisible()) tell({ kind: 'i_see' })
    if (data.kind === 'i_see') seenBy?.()
    take(data)
  }
  const stopLeading = takeLead(name, async (signal) => {
    leading = true
    await followStream(signal, {
      onEvent: (event) => both({ kind: 'event', event }),
      onConnection: (next) => {
        connection = next
        both({ kind: 'connection', connection })
      },
      onSignedOut: () => both({ kind: 'signed_out' }),
    })
    leading = false
  })
  tell({ kind: 'asking' })
  const isSeen = () =>
    new Promise<boolean>((resolve) => {
      if (isVisible()) return resolve(true)
      const timer = setTimeout(() => resolve(false), ANSWER_MS)
      seenBy = () => {
        clearTimeout(timer)
        resolve(true)
      }
      tell({ kind: 'who_sees' })
    })
  const stop = () => {
    stopLeading()
    channel.close()
  }
  return { stop, isLeader: () => leading, isSeen }
}

const isVisible = () => document.visibilityState === 'visible' && document.hasFocus()
