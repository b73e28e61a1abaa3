import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { sessionCookieNames } from '@/server/modules/accounts/contract'
import type { Bench } from '../context'
import type { Figure } from '../figure'

/** What a browser that was never here loads of scripts before a page can be used. */
const WORKSPACE_KB = 300
const OTHERS_KB = 250
const SOME_ID = '0197b1a0-0000-7000-8000-000000000000'

/** Every page of the console and of its door, by its folder. */
function pagesBelow(folder: string, address = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      const part = /^\(.*\)$/.test(entry.name) ? '' : `/${entry.name.replace(/^\[.*\]$/, SOME_ID)}`
      return pagesBelow(path.join(folder, entry.name), address + part)
    }
    return entry.name === 'page.tsx' ? [address || '/'] : []
  })
}

/** The body as it comes over the wire. */
function load(url: string, headers: Record<string, string> = {}): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts) }))
      })
      .on('error', reject)
  })
}

/** A page shell asks only whether the session is signed; nothing it loads depends on whose it is. */
async function sessionCookie(dataDir: string): Promise<string> {
  const { authSecret } = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')) as {
    authSecret: string
  }
  const token = { sub: SOME_ID, name: 'Bench', sessionVersion: 1, locale: 'en' }
  return `${sessionCookieNames[0]}=${await encode({ token, secret: authSecret })}`
}

const SCRIPT = /\/_next\/static\/[A-Za-z0-9_./~%-]+\.js/g

/**
 * Scripts that the page names: as tags, and in what it hands to React, which loads them at once. What is only for
 * browsers without modules is loaded by none of today.
 */
function scriptsIn(html: string): string[] {
  const old = (html.match(/<script[^>]*\bnoModule\b[^>]*>/gi) ?? []).flatMap((tag) => tag.match(SCRIPT) ?? [])
  return [...new Set(html.match(SCRIPT) ?? [])].filter((script) => !old.includes(script))
}

/** First-load JavaScript of each page in gzipped KB, asked over HTTP as a browser does. */
export const pages: Bench = {
  name: 'pages',
  run: async ({ stack, say }) => {
    const cookie = await sessionCookie(stack.dataDir)
    const sizes = new Map<string, number>()
    const figures: Figure[] = []
    for (const address of [...new Set(pagesBelow(path.resolve('app')))].sort()) {
      const { status, body } = await load(stack.url + address, { cookie })
      const scripts = scriptsIn(body.toString())
      if (status >= 500) throw new Error(`${address} answered ${status}`)
      for (const script of scripts) {
        if (sizes.has(script)) continue
        const file = await load(stack.url + script, { 'accept-encoding': 'gzip' })
        if (file.status !== 200) throw new Error(`${script} answered ${file.status}`)
        sizes.set(script, file.body.length)
      }
      const bytes = scripts.reduce((sum, script) => sum + (sizes.get(script) ?? 0), 0)
      const atMost = address === '/workspace' ? WORKSPACE_KB : OTHERS_KB
      const name = `scripts of ${address.replace(SOME_ID, '…')}`
      const note = `${scripts.length} files`
      figures.push({ bench: 'pages', name, value: bytes / 1024, unit: 'KB', bar: { atMost }, note })
    }
    say(`${figures.length} pages, ${sizes.size} scripts`)
    return figures
  },
}
