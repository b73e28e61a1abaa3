import type { Storage } from '../transport/storage'
import { unsubscribe } from './unsubscribe'

/**
 * Nothing of the former customer stays in this browser: token, drafts, unsent messages and files. The page begins
 * anew, so that nothing stays in its memory either.
 */
export async function forget(storage: Storage, channelKey: string): Promise<void> {
  for (const name of storage.names('')) storage.set(name, null)
  await dropFiles(channelKey).catch(() => {})
  await unsubscribe().catch(() => {})
  globalThis.location?.reload()
}

function dropFiles(channelKey: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('switchyard', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('files')
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const change = request.result.transaction('files', 'readwrite')
      change.objectStore('files').delete(IDBKeyRange.bound(`${channelKey}:`, `${channelKey}:\uffff`))
      change.oncomplete = () => resolve()
      change.onerror = () => reject(change.error)
    }
  })
}
