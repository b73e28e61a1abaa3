import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { finished, type Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { can, type Principal } from '@/server/access'
import { filePath, showOriginal } from '@/server/modules/conversations'
import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import * as store from '../store/archive'
import { auditCustomer } from './change-customers'
import { requireCustomer } from './read-customers'

/**
 * Everything about one customer as a ZIP that is written while it is read: a file for each kind of record, one for
 * each conversation, and the files that were sent. Masked words stand in it as they were only for those who may
 * see them, each look on record as anywhere. @throws {AppError} not_found
 */
export async function exportArchive(principal: Principal, id: string): Promise<Readable> {
  const customer = await requireCustomer(principal, id, 'customers.export')
  await auditCustomer(pool(), principal, 'exported', {
    ...{ id: customer.id, label: customer.name, before: null, after: null },
  })
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  void fill(zip, output, principal, customer.id).catch(fail)
  return output
}

async function fill(zip: ZipFile, output: Readable, principal: Principal, id: string): Promise<void> {
  const mtime = now()
  const add = (path: string, content: unknown) =>
    zip.addBuffer(Buffer.from(`${JSON.stringify(content, null, 2)}\n`), path, { mtime })
  for (const { name, rows } of await store.readProfileParts(pool(), id)) add(`${name}.json`, rows)
  for (const conversationId of await store.listConversationIds(pool(), id)) {
    if (output.destroyed) return
    const found = await store.readConversation(pool(), conversationId)
    if (!found) continue
    const originals = await originalsOf(principal, conversationId)
    add(`conversations/${found.number}.json`, { ...found.record, ...(originals && { originals }) })
  }
  for (const file of await store.listFiles(pool(), id)) {
    if (output.destroyed) return
    if (await there(filePath(file.id))) await addFile(zip, output, file, mtime)
  }
  zip.end()
}

async function originalsOf(principal: Principal, conversationId: string) {
  if (!can(principal, 'customers.unmask')) return null
  const originals: { messageId: string; text: string }[] = []
  for (const messageId of await store.listMasked(pool(), conversationId)) {
    const original = await showOriginal(principal, messageId).catch(() => null)
    if (original) originals.push({ messageId, ...original })
  }
  return originals.length > 0 ? originals : null
}

const there = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

async function addFile(zip: ZipFile, output: Readable, file: store.FileOf, mtime: Date): Promise<void> {
  const bytes = createReadStream(filePath(file.id))
  finished(output, () => bytes.destroy())
  const name = file.name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_')
  zip.addReadStream(bytes, `files/${file.number}/${file.id.slice(-6)}-${name}`, { mtime })
  await new Promise<void>((resolve, reject) =>
    finished(bytes, (error) => (error && !output.destroyed ? reject(error) : resolve())),
  )
}
