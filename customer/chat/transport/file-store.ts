/**
 * The bytes of files that are not sent yet, so that a reload loses none: in the page's memory and in
 * IndexedDB. Where the browser keeps nothing (a private window, a full disk), they are gone with the page.
 */
export type FileStore = {
  put(id: string, file: Blob): void
  get(id: string): Promise<Blob | null>
  remove(id: string): void
}

const STORE = 'files'

export function createFileStore(channelKey: string, factory: IDBFactory | undefined = found()): FileStore {
  const memory = new Map<string, Blob>()
  const keyOf = (id: string) => `${channelKey}:${id}`
  let opened: Promise<IDBDatabase> | null = null

  const database = () => {
    opened ??= new Promise((resolve, reject) => {
      if (!factory) return reject(new Error('no storage'))
      const request = factory.open('switchyard', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    return opened
  }
  const run = async <T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const store = (await database()).transaction(STORE, mode).objectStore(STORE)
    return new Promise((resolve, reject) => {
      const request = act(store)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }

  return {
    put(id, file) {
      memory.set(id, file)
      void run('readwrite', (store) => store.put(file, keyOf(id))).catch(() => {})
    },
    async get(id) {
      const known = memory.get(id)
      if (known) return known
      const kept = await run<unknown>('readonly', (store) => store.get(keyOf(id))).catch(() => null)
      return kept instanceof Blob ? kept : null
    },
    remove(id) {
      memory.delete(id)
      void run('readwrite', (store) => store.delete(keyOf(id))).catch(() => {})
    },
  }
}

function found(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB
  } catch {
    return undefined
  }
}
