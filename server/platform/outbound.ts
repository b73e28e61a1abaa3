import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import { lookup as lookUpAll } from 'node:dns/promises'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * Calls to addresses that somebody typed into a form. They reach only the public internet unless told otherwise:
 * the address is looked at after the name was resolved and for the connection that is made, so a name that points
 * inside does not help. Redirects are not followed.
 */
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  // Also 127.0.0.1 and its like in the older ways of writing IPv4 inside IPv6.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fec0::', 10],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

/** Loopback, private, link-local, shared, multicast and reserved addresses, also when written as mapped ones. */
export function isInside(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  return inside.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

export class OutboundRefused extends Error {
  override name = 'OutboundRefused'
}

type LookUp = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void

/**
 * The one look at a name, made by the connection itself: what it answers is what is connected to, so a name that
 * points outside when it is looked at cannot point inside when it is called.
 */
export const guardedBy =
  (resolve: LookUp): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0)
      const refused = found.length === 0 || found.some(({ address }) => isInside(address))
      if (refused) return done(new OutboundRefused(`${host} is an address inside this network.`), '', 0)
      if (options.all) return done(null, found)
      done(null, found[0]?.address ?? '', found[0]?.family)
    })
  }

/** By the machine's own names. */
export const guarded = guardedBy(lookup)

/** Where mail servers listen: there one may stand in the own network, since what they are told is mail. */
const mailPorts = [25, 465, 587, 2525]
const own = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  own.addSubnet(net, bits, 'ipv4')
own.addSubnet('fc00::', 7, 'ipv6')
own.addAddress('::1', 'ipv6')

/** An address of the own network, as an administrator means it; never link-local, where clouds keep their secrets. */
const isOwn = (address: string): boolean => own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * The address of a mail server, looked up once: it is what is connected to, the name only what its certificate must
 * say. @throws {OutboundRefused} and errors of the look-up
 */
export async function mailAddress(
  host: string,
  port: number,
  allowInside: boolean,
  resolve: (host: string) => Promise<LookupAddress[]> = (name) => lookUpAll(name, { all: true }),
): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '')
  const found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await resolve(bare)
  const may = (address: string) =>
    allowInside || !isInside(address) || (mailPorts.includes(port) && isOwn(address))
  const first = [...found].sort((a, b) => a.family - b.family)[0]
  if (!first || found.some(({ address }) => !may(address)))
    throw new OutboundRefused(`${host} is an address inside this network.`)
  return first.address
}

export type Outbound = {
  url: string
  headers: Record<string, string>
  body: string | Buffer
  timeoutMs: number
  allowInside: boolean
}

/** Posts and answers the status; what comes back is not read. @throws {OutboundRefused} and network errors */
export function postOut({ url, headers, body, timeoutMs, allowInside }: Outbound): Promise<number> {
  const target = new URL(url)
  const host = target.hostname.replace(/^\[|\]$/g, '')
  if (!allowInside && isIP(host) !== 0 && isInside(host)) {
    return Promise.reject(new OutboundRefused(`${host} is an address inside this network.`))
  }
  const send = target.protocol === 'https:' ? overHttps : overHttp
  return new Promise((resolve, reject) => {
    const request = send(
      target,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body).toString() },
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
        ...(allowInside ? {} : { lookup: guarded }),
      },
      (response) => {
        response.resume()
        response.destroy()
        resolve(response.statusCode ?? 0)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
