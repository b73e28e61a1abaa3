import { describe, expect, it } from 'vitest'
import { composeReportMail, type ReportMail, valueText } from './report-mail'

const mail = (more: Partial<ReportMail>): ReportMail => ({
  ...{ name: 'Morning', organization: 'Fernhalde', from: '2026-11-20', to: '2026-11-20', link: null },
  ...{ figures: [], conversations: null, language: 'en', metricName: (key) => key },
  ...more,
})

describe('the mail that brings a report', () => {
  it('says its figures in one sentence, without those that had no case', () => {
    const figures: ReportMail['figures'] = [
      { key: 'offered', value: 1_204 },
      { key: 'service_level', value: 0.8567 },
      { key: 'first_response_customer', value: 65_400 },
      { key: 'csat', value: null },
    ]
    expect(composeReportMail(mail({ figures })).sentence).toBe(
      'offered: 1,204; service_level: 85.7%; first_response_customer: 1:05.',
    )
    expect(composeReportMail(mail({ figures, language: 'zh' })).sentence).toMatch(/^offered：1,204；.*。$/)
  })

  it('says that nothing happened rather than a row of zeros, and counts conversations', () => {
    const nothing = mail({ figures: [{ key: 'offered', value: 0 }] })
    expect(composeReportMail(nothing).sentence).toBe('Nothing happened in this time.')
    expect(composeReportMail(mail({ conversations: 1 })).sentence).toBe('1 conversation.')
    expect(composeReportMail(mail({ conversations: 2_500, language: 'zh' })).sentence).toBe(
      '共 2,500 个会话。',
    )
  })

  it('keeps its subject on one line and names the period and the link', () => {
    const { subject, text } = composeReportMail(
      mail({ name: 'Two\r\nBcc: x@example.org', to: '2026-11-22', link: 'https://desk.example/reports' }),
    )
    expect(subject).toBe('Fernhalde: Two Bcc: x@example.org, 2026-11-20 to 2026-11-22')
    expect(text).toContain('https://desk.example/reports')
  })

  it('writes long times with hours', () => {
    expect(valueText('online_time', 3_725_000, 'en')).toBe('1:02:05')
    expect(valueText('concurrency', 1.234, 'en')).toBe('1.23')
  })
})
