import type { Store } from './store'
import type { Downloads } from './transport/downloads'
import type { CustomerSession } from './transport/session'
import type { Uploader, UploadPorts } from './uploader'

type Ports = Partial<UploadPorts> & { base: string; channelKey: string; downloads: Downloads }

/**
 * The uploader, fetched when the first file is there or one was left over from before a reload. Until it has
 * come the bytes wait in the page; when it does not come it is asked for again with the next chance.
 */
export function createUploads(store: Store, session: CustomerSession, ports: Ports, onReady: () => void) {
  const waiting = new Map<string, Blob>()
  let arriving: Promise<Uploader> | null = null
  let uploader: Uploader | null = null

  const need = (): Promise<Uploader> => {
    arriving ??= import('./uploader').then(
      ({ createUploader }) => {
        uploader = createUploader(store, session, ports, onReady)
        return uploader
      },
      (error: unknown) => {
        arriving = null
        throw error
      },
    )
    return arriving
  }
  const pump = async (): Promise<void> => {
    if (!store.get().outbox.some((item) => item.file)) return
    const there = await need().catch(() => null)
    if (!there) return void setTimeout(() => void pump(), RETRY_MS)
    for (const [id, file] of waiting) there.take(id, file)
    waiting.clear()
    void there.pump()
  }

  return {
    pump,
    take(id: string, file: Blob) {
      waiting.set(id, file)
      void pump()
    },
    cancel(id: string) {
      waiting.delete(id)
      uploader?.cancel(id)
    },
    async fileOf(id: string): Promise<Blob | null> {
      return waiting.get(id) ?? (await need().then((there) => there.fileOf(id))) ?? null
    },
  }
}

const RETRY_MS = 5_000

export type Uploads = ReturnType<typeof createUploads>
