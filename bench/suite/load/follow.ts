import http from 'node:http'

/** One open event stream; `onData` gets what arrives, as it arrives. */
export function follow(
  origin: string,
  path: string,
  token: string,
  onData: (text: string) => void,
  agent: http.Agent,
): Promise<{ close: () => void }> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      `${origin}${path}`,
      { agent, headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' } },
      (response) => {
        if (response.statusCode !== 200) {
          response.resume()
          reject(new Error(`a stream was answered ${response.statusCode}`))
          return
        }
        response.setEncoding('utf8')
        response.on('data', onData)
        response.on('error', () => {})
        resolve({ close: () => request.destroy() })
      },
    )
    request.on('error', reject)
  })
}
