import { BlockList, isIP } from 'node:net'

const form = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i

type Network = { address: string; bits: number; family: 'ipv4' | 'ipv6' }

function readNetwork(text: string): Network | null {
  const [, address = '', given] = form.exec(text.trim()) ?? []
  const version = isIP(address)
  if (version === 0) return null
  const most = version === 6 ? 128 : 32
  const bits = given === undefined ? most : Number(given)
  return bits > most ? null : { address, bits, family: version === 6 ? 'ipv6' : 'ipv4' }
}

/** An address, or a network such as 10.0.0.0/8 or 2001:db8::/32. */
export const isNetwork = (text: string): boolean => readNetwork(text) !== null

/** Whether the address lies in one of the networks; IPv4 is recognised also in its mapped form. */
export function liesIn(address: string, networks: readonly string[]): boolean {
  return insideOf(networks)(address)
}

/** The same for many addresses. */
export function insideOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const text of networks) {
    const network = readNetwork(text)
    if (network) list.addSubnet(network.address, network.bits, network.family)
  }
  return (address) => {
    const version = isIP(address)
    return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Who is counted: an address of IPv6 is one of the many that one line has. */
export function lineOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = !tail ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}
