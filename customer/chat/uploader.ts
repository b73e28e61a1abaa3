import './shared-core'
import { nextToUpload, postponeUpload, refuse, uploaded } from './core/outbox'
import type { Store } from './store'
import { ApiError, codeOf } from './transport/api'
import { backOff } from './transport/back-off'
import type { Downloads } from './transport/downloads'
import { createFileStore, type FileStore } from './transport/file-store'
import { type SendFile, sendByXhr } from './transport/send-file'
import type { CustomerSession } from './transport/session'

export type UploadPorts = { files: FileStore; sendFile: SendFile }
type Ports = Partial<UploadPorts> & { base: string; channelKey: string; downloads: Downloads }
export type Uploader = ReturnType<typeof createUploader>

/**
 * Brings the files of the outbox up, one after the other; the message follows when its file is there. No
 * answer is tried again, a refusal stands at the message, and what the customer cancels stops at once.
 */
export function createUploader(store: Store, session: CustomerSession, ports: Ports, onReady: () => void) {
  const { base, downloads, sendFile = sendByXhr, files = createFileStore(ports.channelKey) } = ports
  let current: { id: string; abort: AbortController } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let known = store.get().outbox.flatMap((item) => (item.file ? [item.clientMessageId] : []))

  // What has left the outbox, sent or thrown away, needs no bytes any more.
  store.subscribe(({ outbox }) => {
    const ids = outbox.flatMap((item) => (item.file ? [item.clientMessageId] : []))
    for (const id of known) if (!ids.includes(id)) files.remove(id)
    known = ids
  })

  const pump = async (): Promise<void> => {
    clearTimeout(timer)
    if (current) return
    const item = nextToUpload(store.get().outbox)
    if (!item) return
    const id = item.clientMessageId
    const abort = new AbortController()
    current = { id, abort }
    const error = await bringUp(id, item.file?.name ?? '', abort.signal).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    current = null
    store.dispatch({ type: 'upload', id, share: null })
    if (error && !abort.signal.aborted) {
      if (error instanceof ApiError && error.passing) {
        store.dispatch({ type: 'outbox', change: (outbox) => postponeUpload(outbox, id) })
        const waitMs = Math.max(error.retryAfterMs ?? 0, backOff(item.attempts, Math.random()))
        timer = setTimeout(() => void pump(), waitMs)
        return
      }
      store.dispatch({ type: 'outbox', change: (outbox) => refuse(outbox, id, refusalCode(error)) })
    }
    void pump()
  }

  const bringUp = async (id: string, name: string, signal: AbortSignal) => {
    const file = await files.get(id)
    if (!file) throw new ApiError('file_gone', 400)
    store.dispatch({ type: 'upload', id, share: 0 })
    const onProgress = (share: number) => store.dispatch({ type: 'upload', id, share })
    const attachmentId = await session.withToken((token) =>
      sendFile({ url: `${base}/attachments`, token, file, name, onProgress, signal }),
    )
    if (signal.aborted) return
    downloads.seed(attachmentId, file)
    store.dispatch({ type: 'outbox', change: (outbox) => uploaded(outbox, id, attachmentId) })
    onReady()
  }

  return {
    pump,
    fileOf: (id: string) => files.get(id),
    take(id: string, file: Blob) {
      files.put(id, file)
      void pump()
    },
    cancel(id: string) {
      if (current?.id === id) current.abort.abort()
    },
  }
}

/** Of a file, "too large" means its bytes, and a wrong input its content. */
function refusalCode(error: unknown): string {
  const code = codeOf(error)
  if (code === 'too_large') return 'file_too_large'
  return code === 'invalid_input' ? 'file_refused' : code
}
