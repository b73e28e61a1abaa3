import { expect, it } from 'vitest'
import { composeReplyMail } from './reply-mail'

const mail = {
  organization: 'Northwind',
  number: 20413,
  answers: [
    { by: 'Mei', text: 'It leaves today.', attachment: null },
    { by: 'Mei', text: '', attachment: 'label.pdf' },
  ],
  link: 'https://chat.example.com/c/key',
}

it('brings every answer, who wrote it, and the way back, in the customer’s language', () => {
  const english = composeReplyMail({ ...mail, language: 'de' })
  expect(english.subject).toBe('Northwind answered your message #20413')
  for (const part of ['Mei:\nIt leaves today.', 'label.pdf', mail.link, 'Northwind'])
    expect(english.text).toContain(part)
  const chinese = composeReplyMail({ ...mail, language: 'zh-CN', link: null })
  expect(chinese.subject).toBe('Northwind 回复了您的留言 #20413')
  expect(chinese.text).toContain('请回到您留言的聊天窗口')
})

it('lets no name break out of the subject', () => {
  const { subject } = composeReplyMail({ ...mail, organization: 'A\r\nBcc: x@y.z', language: 'en' })
  expect(subject).not.toMatch(/[\r\n]/)
})
