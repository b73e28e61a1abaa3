import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptedMediaTypes, carries, cleanFileName, fileNameFor } from './file-name'

describe('file names', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Ana\\receipt.pdf', 'receipt.pdf'],
    ['rec\u202etxt.exe', 'rectxt.exe'],
    ['\u2066a\u2069b.png', 'ab.png'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['..hidden', 'hidden'],
    ['trailing. . ', 'trailing'],
    ['\u200b\u200b', 'file'],
    ['', 'file'],
    ['\ud800half.png', 'half.png'],
    ['a<b>:"c|d?.txt', 'a_b___c_d_.txt'],
    ['退货 标签.pdf', '退货 标签.pdf'],
  ])('%j is kept as %j', (given, kept) => expect(cleanFileName(given)).toBe(kept))

  it.each([
    ['photo.exe', 'image/png', 'photo.exe.png'],
    ['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
    ['photo', 'image/jpeg', 'photo.jpg'],
    ['run.bat', 'text/plain', 'run.bat.txt'],
    ['page.html', 'text/plain', 'page.html.txt'],
    ['orders.csv', 'text/plain', 'orders.csv'],
    ['voice.ogg.js', 'audio/ogg', 'voice.ogg.js.ogg'],
  ])('%s with the content %s is offered as %s', (name, mediaType, kept) =>
    expect(fileNameFor(name, mediaType)).toBe(kept),
  )

  it('never has folders, control or direction marks, is never empty, and always fits its content', () => {
    const names = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(names, fc.constantFrom(...acceptedMediaTypes), (name, mediaType) => {
        const kept = fileNameFor(name, mediaType)
        expect(kept).not.toMatch(/[\\/\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect([...kept].length).toBeLessThanOrEqual(120)
        expect(kept).toMatch(/[^.]\.[a-z0-9]+$/i)
        expect(fileNameFor(kept, mediaType)).toBe(kept)
      }),
    )
  })
})

describe('what a message may carry', () => {
  it.each([
    ['picture', 'image/png', true],
    ['picture', 'application/pdf', false],
    ['video', 'video/mp4', true],
    ['video', 'audio/ogg', false],
    ['voice', 'audio/ogg', true],
    ['voice', 'video/webm', true],
    ['voice', 'image/png', false],
    ['file', 'text/plain', true],
    ['text', 'text/plain', false],
    ['card', 'image/png', false],
  ])('%s with %s: %s', (kind, mediaType, may) => expect(carries(kind, mediaType)).toBe(may))
})
