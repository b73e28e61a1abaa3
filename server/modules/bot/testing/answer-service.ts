import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { signature: string; delivery: string; body: string }

/** The other side of an external answer service: remembers what it was asked and answers as `answer` does. */
export async function startAnswerService() {
  const asked: Asked[] = []
  const json = (response: ServerResponse, body: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
  const service = {
    url: '',
    asked,
    json,
    answer: (response: ServerResponse): unknown => json(response, { kind: 'unknown' }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    asked.push({
      signature: String(request.headers['switchyard-signature']),
      delivery: String(request.headers['switchyard-delivery']),
      body,
    })
    service.answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`
  return service
}
