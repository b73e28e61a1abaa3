/** What survives a reload, per channel. Where the browser forbids storage, the page's memory stands in. */
export type Storage = {
  get(name: string): string | null
  set(name: string, value: string | null): void
  /** Names that begin with the prefix. */
  names(prefix: string): string[]
}

export function createStorage(
  channelKey: string,
  backing: globalThis.Storage | null = browserStorage(),
): Storage {
  const memory = new Map<string, string>()
  const scope = `switchyard:${channelKey}:`
  return {
    get(name) {
      return memory.get(name) ?? attempt(() => backing?.getItem(scope + name)) ?? null
    },
    set(name, value) {
      const kept = attempt(() => {
        if (!backing) return false
        if (value === null) backing.removeItem(scope + name)
        else backing.setItem(scope + name, value)
        return true
      })
      if (kept || value === null) memory.delete(name)
      else memory.set(name, value)
    },
    names(prefix) {
      const stored = attempt(() => (backing ? Object.keys(backing) : [])) ?? []
      const own = stored.filter((key) => key.startsWith(scope)).map((key) => key.slice(scope.length))
      return [...new Set([...own, ...memory.keys()])].filter((name) => name.startsWith(prefix))
    },
  }
}

function browserStorage(): globalThis.Storage | null {
  return attempt(() => globalThis.localStorage) ?? null
}

function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}
