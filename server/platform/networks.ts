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
  const version = isIP(address)
  if (version === 0) return false
  const list = new BlockList()
  for (const text of networks) {
    const network = readNetwork(text)
    if (network) list.addSubnet(network.address, network.bits, network.family)
  }
  return list.check(address, version === 6 ? 'ipv6' : 'ipv4')
}
