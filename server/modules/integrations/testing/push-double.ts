import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Pushed = { path: string; headers: IncomingHttpHeaders; body: Buffer }

/** A push service, and browsers behind it that open what is meant for them. */
export async function startPushDouble() {
  const heard: Pushed[] = []
  const double = { heard, status: 201 }
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces) })
      response.writeHead(double.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(double, {
    origin,
    browser: (name: string) => browserAt(`${origin}/${name}`),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}

/** The receiver's half of RFC 8291, written from its text and not from the sender. */
function browserAt(endpoint: string) {
  const ecdh = createECDH('prime256v1')
  const point = ecdh.generateKeys()
  const auth = randomBytes(16)
  return {
    subscription: {
      endpoint,
      keys: { p256dh: point.toString('base64url'), auth: auth.toString('base64url') },
    },
    open(body: Buffer): Record<string, string> {
      const salt = body.subarray(0, 16)
      const keyLength = body.readUInt8(20)
      const sender = body.subarray(21, 21 + keyLength)
      const record = body.subarray(21 + keyLength)
      if (record.length > body.readUInt32BE(16)) throw new Error('more than one record')
      const expand = (secret: Uint8Array, withSalt: Uint8Array, info: string | Buffer, length: number) =>
        new Uint8Array(hkdfSync('sha256', secret, withSalt, info, length))
      const shared = ecdh.computeSecret(sender)
      const info = Buffer.concat([Buffer.from('WebPush: info'), Buffer.of(0), point, sender])
      const input = expand(shared, auth, info, 32)
      const key = expand(input, salt, 'Content-Encoding: aes128gcm\0', 16)
      const nonce = expand(input, salt, 'Content-Encoding: nonce\0', 12)
      const decipher = createDecipheriv('aes-128-gcm', key, nonce)
      decipher.setAuthTag(record.subarray(-16))
      const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
      if (plain.at(-1) !== 2) throw new Error('the last record is not marked')
      return JSON.parse(plain.subarray(0, -1).toString('utf8')) as Record<string, string>
    },
  }
}
