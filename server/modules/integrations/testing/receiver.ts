import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Heard = { delivery: string; attempt: string; signature: string; body: string }

/** The other side: remembers what it was sent, and answers what `answer` says. */
export async function startReceiver() {
  const heard: Heard[] = []
  const receiver = {
    url: '',
    heard,
    answer: (_body: string): number => 204,
    /** Kind and place of what was taken, per conversation. */
    seqs: (conversationId: string) =>
      heard
        .map(({ body }) => JSON.parse(body))
        .filter(({ conversation }) => conversation.id === conversationId)
        .map(({ entry }) => entry.seq as number),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const header = (name: string) => String(request.headers[`switchyard-${name}`])
    const entry = {
      delivery: header('delivery'),
      attempt: header('attempt'),
      signature: header('signature'),
      body,
    }
    heard.push(entry)
    response.writeHead(receiver.answer(body)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return receiver
}
