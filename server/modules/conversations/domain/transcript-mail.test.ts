import { describe, expect, it } from 'vitest'
import { composeTranscript } from './transcript-mail'

const at = new Date('2026-07-05T22:30:00Z')
const lines = [
  { at, from: 'customer', name: '', text: 'Where is it?', attachment: null },
  { at, from: 'bot', name: '', text: 'One moment.', attachment: null },
  { at, from: 'agent', name: 'Mei', text: '', attachment: 'label.pdf' },
  { at, from: 'agent', name: '', text: 'Bye', attachment: null },
]
const base = { organization: 'Fern\nhill', number: 7, timeZone: 'Asia/Shanghai', lines, cut: false }

describe('a conversation as a mail', () => {
  it('names who spoke and when on the clock of the place, file by name', () => {
    const { subject, text } = composeTranscript({ ...base, language: 'en' })
    expect(subject).toBe('Your conversation #7 with Fern hill')
    expect(text).toContain('You, 06/07/2026, 06:30\nWhere is it?')
    expect(text).toContain('Assistant, 06/07/2026, 06:30\nOne moment.')
    expect(text).toContain('Mei, 06/07/2026, 06:30\n[File: label.pdf]')
    expect(text).toContain('Customer service, 06/07/2026, 06:30\nBye')
    expect(text).not.toContain('longer than a mail')
  })

  it('speaks the customer’s language, and says when it is only the latest part', () => {
    const { subject, text } = composeTranscript({ ...base, language: 'zh-CN', cut: true })
    expect(subject).toContain('会话 #7')
    expect(text).toContain('仅含最近的部分')
  })
})
