/**
 * One tab of the browser leads: it alone holds the connection to the server. Web Locks hand the lead on the
 * moment a tab closes. Pages that came over plain HTTP have no locks; there a lease in the browser's storage
 * does the same, within a few seconds.
 */
const LEASE_MS = 3_000
const LOOK_MS = 1_000
/** After writing the lease, so long until it is read again: two tabs that wrote at once see who was last. */
const SETTLE_MS = 120

/** Runs `lead` when this tab's turn comes, and ends it (by the signal) when `stop` is called. */
export function takeLead(name: string, lead: (signal: AbortSignal) => Promise<void>): () => void {
  const stopping = new AbortController()
  const waiting = navigator.locks
    ? navigator.locks.request(name, { signal: stopping.signal }, () => lead(stopping.signal))
    : leadByLease(name, lead, stopping.signal)
  Promise.resolve(waiting).catch(() => {
    // Aborted while it waited for its turn.
  })
  return () => stopping.abort()
}

async function leadByLease(
  name: string,
  lead: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const tab = Math.random().toString(36).slice(2)
  const renew = () => localStorage.setItem(name, `${tab} ${Date.now() + LEASE_MS}`)
  const release = () => {
    if (holderOf(name) === tab) localStorage.removeItem(name)
  }
  window.addEventListener('pagehide', release)
  signal.addEventListener('abort', release)
  while (!signal.aborted) {
    if (holderOf(name) === null) {
      renew()
      await sleep(SETTLE_MS)
      if (holderOf(name) === tab) {
        const lost = new AbortController()
        const timer = setInterval(() => (holderOf(name) === tab ? renew() : lost.abort()), LOOK_MS)
        await lead(AbortSignal.any([signal, lost.signal])).finally(() => clearInterval(timer))
        if (!lost.signal.aborted) return
      }
    }
    await sleep(LOOK_MS)
  }
}

function holderOf(name: string): string | null {
  const [tab, until] = (localStorage.getItem(name) ?? '').split(' ')
  return tab && Number(until) > Date.now() ? tab : null
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
