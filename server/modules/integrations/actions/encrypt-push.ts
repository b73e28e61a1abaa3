import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/**
 * A message that only one browser can read (RFC 8291, aes128gcm of RFC 8188 in one record): the push service
 * carries it and learns nothing but its length.
 */
const RECORD = 4_096

const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))

export function encryptPush(text: string, { p256dh, auth }: { p256dh: string; auth: string }): Buffer {
  const receiver = Buffer.from(p256dh, 'base64url')
  const sender = createECDH('prime256v1')
  const own = sender.generateKeys()
  const salt = randomBytes(16)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiver, own])
  const key = derive(sender.computeSecret(receiver), Buffer.from(auth, 'base64url'), info, 32)
  const content = derive(key, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(key, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', content, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.update(Buffer.of(2)), cipher.final()])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(RECORD)
  head.writeUInt8(own.length, 4)
  return Buffer.concat([salt, head, own, sealed, cipher.getAuthTag()])
}
