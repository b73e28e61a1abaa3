/**
 * State that must exist once per process although Next bundles its own copy of every module: the entry's
 * graph and Next's graph meet on globalThis.
 */
export function singleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`switchyard.${name}`)
  const store = globalThis as unknown as Record<symbol, T | undefined>
  store[key] ??= create()
  return store[key] as T
}
