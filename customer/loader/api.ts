export type Topic = { orderId?: string; productCategory?: string; stage?: 'before_sale' | 'after_sale' }

export type SwitchyardEvent =
  | 'ready'
  | 'open'
  | 'close'
  | 'message'
  | 'unread'
  | 'conversation'
  | 'started'
  | 'ended'
export type Listener = (detail: EventDetail) => void
export type EventDetail = {
  /** unread */
  count?: number
  /** message, conversation, started, ended */
  conversationId?: string
  number?: number
  status?: string
  /** message: its place in the conversation. The words stay in the window. */
  seq?: number
}

/** What the host's page may call and hear; docs/embedding.md tells it to others. */
export type SwitchyardApi = {
  /** Optionally with what a new conversation is about. */
  open(topic?: Topic): void
  close(): void
  toggle(): void
  /** Signs the visitor in with a token that the host's server signed. */
  identify(token: string): void
  /** Nothing of the customer stays in this browser; who comes next is a stranger. */
  logout(): void
  /** What a new conversation is about, without opening. */
  context(topic: Topic): void
  /** Any language tag; what begins with zh is Chinese, all else English. */
  language(tag: string): void
  /** Shows or hides the launcher; the window itself stays as it is. */
  launcher(shown: boolean): void
  /** Returns the way to stop. */
  on(event: SwitchyardEvent, listener: Listener): () => void
  /** A command by name, as the page queues them before this is loaded. */
  push(...commands: [name: string, ...values: unknown[]][]): void
  readonly unread: number
}

declare global {
  interface Window {
    Switchyard?: SwitchyardApi | [name: string, ...values: unknown[]][]
  }
}
