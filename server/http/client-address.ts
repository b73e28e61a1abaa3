import { isIP } from 'node:net'
import { env } from '@/server/platform/env'
import { insideOf } from '@/server/platform/networks'
import { singleton } from '@/server/platform/singleton'

/** Set by the entry from the socket (or from the proxy it trusts), over whatever a client may have sent. */
export const addressHeader = 'x-switchyard-address'

type Proxies = number | string[]

const entry = () => singleton('http.entry', () => ({ stands: false }))
const inNetworks = () => singleton('http.proxies', () => new WeakMap<string[], (a: string) => boolean>())

function isTrusted(networks: string[]): (address: string) => boolean {
  const known = inNetworks().get(networks) ?? insideOf(networks)
  inNetworks().set(networks, known)
  return known
}

/**
 * The machine that asks. What proxies append to X-Forwarded-For is read from the right, as far as it was written by
 * machines that are trusted: what a client wrote there itself stands further left and is never reached.
 */
export function addressBehind(socket: string, forwarded: string | undefined, proxies: Proxies): string {
  if (forwarded === undefined || proxies === 0 || (Array.isArray(proxies) && proxies.length === 0))
    return plain(socket)
  const hops = [...forwarded.split(',').slice(-64).map(plain), plain(socket)]
  if (typeof proxies === 'number') return lastKnown(hops, Math.max(0, hops.length - 1 - proxies))
  const trusted = isTrusted(proxies)
  let at = hops.length - 1
  while (at > 0 && trusted(hops[at] ?? '')) at -= 1
  return lastKnown(hops, at)
}

/** A hop that is no address tells nothing, and nothing left of it does: the proxy that wrote it counts. */
function lastKnown(hops: string[], from: number): string {
  for (let at = hops.length - 1; at >= from; at -= 1)
    if (isIP(hops[at] ?? '') === 0) return hops[at + 1] ?? 'unknown'
  return hops[from] ?? 'unknown'
}

/** Without port, brackets and the mapped form of IPv4. */
function plain(hop: string): string {
  const text = hop.trim().toLowerCase()
  const bare = /^\[([0-9a-f:.]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([0-9.]+):\d+$/.exec(text)?.[1] ?? text
  return /^::ffff:([0-9.]+)$/.exec(bare)?.[1] ?? bare
}

/** Called by the entry for each request: from here on what the header says is ours. */
export function noteAddress(headers: NodeJS.Dict<string | string[]>, socket: string | undefined): string {
  entry().stands = true
  const forwarded = headers['x-forwarded-for']
  const text = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
  const address = socket ? addressBehind(socket, text, env().trustedProxies) : 'unknown'
  headers[addressHeader] = address
  return address
}

/**
 * The same where headers are read as they came over the wire, as handlers behind the entry do: what the client wrote
 * under this name is taken out.
 */
export function writeRawAddress(raw: string[], address: string): void {
  for (let at = raw.length - 2; at >= 0; at -= 2)
    if (raw[at]?.toLowerCase() === addressHeader) raw.splice(at, 2)
  raw.push(addressHeader, address)
}

/**
 * The machine that asks, for limits and the log. Without the entry in front (plain `next start`) nobody knows the
 * socket, and the last hop that a proxy wrote counts.
 */
export function clientAddress(header: (name: string) => string | null | undefined): string {
  const given = entry().stands ? header(addressHeader) : header('x-forwarded-for')?.split(',').at(-1)
  return given?.trim().slice(0, 64) || 'unknown'
}

/** This machine itself is a proxy or a test, and no stranger. */
export const isThisMachine = (address: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|unknown)$/.test(address)
