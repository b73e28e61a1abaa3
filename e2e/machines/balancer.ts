import { connect, createServer, type Socket } from 'node:net'

export type Balancer = { url: string; close: () => Promise<void> }

/**
 * Every connection goes to the next machine in turn, without stickiness, as the plainest of balancers does it; one
 * that refuses is passed over.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  let turn = 0

  const lead = (client: Socket, left: number): void => {
    if (left === 0 || client.destroyed) {
      client.destroy()
      return
    }
    turn += 1
    const machine = connect({ port: ports[turn % ports.length] as number, host: '127.0.0.1' })
    let connected = false
    machine.once('connect', () => {
      connected = true
      keep(machine)
      client.pipe(machine)
      machine.pipe(client)
    })
    machine.on('error', () => {
      if (!connected) lead(client, left - 1)
    })
    machine.once('close', () => connected && client.destroy())
    client.once('close', () => machine.destroy())
  }
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  }

  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client)
    client.on('error', () => client.destroy())
    lead(client, ports.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
