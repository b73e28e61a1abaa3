/** Files that nobody shows any more are kept for a while, up to so many. */
const KEPT = 20

type Held = { url: Promise<string>; users: number }

/**
 * Addresses of downloaded files, for pictures and players: each file is fetched once while it is in use
 * and freed some time after its last use.
 */
export function createDownloads(fetchFile: (id: string) => Promise<Blob>) {
  const held = new Map<string, Held>()

  const hold = (id: string, blob: Promise<Blob>): Held => {
    const entry: Held = { url: blob.then((file) => URL.createObjectURL(file)), users: 0 }
    held.set(id, entry)
    // A failed one is tried anew the next time somebody asks.
    entry.url.catch(() => held.delete(id))
    return entry
  }
  const free = () => {
    const idle = [...held].filter(([, { users }]) => users === 0)
    for (const [id, { url }] of idle.slice(0, Math.max(0, idle.length - KEPT))) {
      held.delete(id)
      void url.then((address) => URL.revokeObjectURL(address)).catch(() => {})
    }
  }

  return {
    /** An own file that has just gone up need not come down again. */
    seed: (id: string, file: Blob) => void hold(id, Promise.resolve(file)),
    open(id: string): Promise<string> {
      const entry = held.get(id) ?? hold(id, fetchFile(id))
      // The one used last stands last.
      held.delete(id)
      held.set(id, entry)
      entry.users += 1
      return entry.url
    },
    release(id: string): void {
      const entry = held.get(id)
      if (!entry) return
      entry.users -= 1
      free()
    },
  }
}

export type Downloads = ReturnType<typeof createDownloads>
