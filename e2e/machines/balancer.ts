import { connect, createServer, type Socket } from 'node:net'

export type Balancer = {
  url: string
  add: (port: number) => void
  remove: (port: number) => void
  close: () => Promise<void>
}

const LOOK_MS = 250
const NO_ANSWER_MS = 2_000

/**
 * Every connection goes to the next machine in turn, without stickiness, as the plainest of balancers does it. One
 * that refuses is passed over; one whose /health/ready fails gets nothing new until it answers again.
 */
export async function startBalancer(): Promise<Balancer> {
  const machines = new Map<number, { ready: boolean }>()
  const open = new Set<Socket>()
  let turn = 0
  let closed = false

  const choose = (tried: Set<number>): number | undefined => {
    const left = [...machines].filter(([port]) => !tried.has(port))
    const ready = left.filter(([, machine]) => machine.ready)
    const among = ready.length > 0 ? ready : left
    turn += 1
    return among[turn % among.length]?.[0]
  }
  const lead = (client: Socket, tried: Set<number>): void => {
    const port = client.destroyed ? undefined : choose(tried)
    if (port === undefined) {
      client.destroy()
      return
    }
    const machine = connect({ port, host: '127.0.0.1' })
    let connected = false
    machine.once('connect', () => {
      connected = true
      keep(machine)
      client.pipe(machine)
      machine.pipe(client)
    })
    machine.on('error', () => {
      if (!connected) lead(client, tried.add(port))
    })
    machine.once('close', () => connected && client.destroySoon())
    client.once('close', () => machine.destroy())
  }
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  }
  const look = async (port: number): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(NO_ANSWER_MS),
    }).catch(() => null)
    await answer?.text().catch(() => {})
    const machine = machines.get(port)
    if (closed || !machine) return
    machine.ready = answer?.status === 200
    setTimeout(() => void look(port), LOOK_MS)
  }

  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client)
    client.on('error', () => client.destroy())
    lead(client, new Set())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    add: (machine) => {
      machines.set(machine, { ready: true })
      void look(machine)
    },
    remove: (machine) => void machines.delete(machine),
    close: async () => {
      closed = true
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
