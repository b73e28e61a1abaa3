import type { Browser, Page } from '@playwright/test'
import { expect, listed, passwordOf, test } from '../fixtures/people'

const SUPERVISOR = 'supervisor@fernhalde.example'

async function signIn(browser: Browser, login: string, next: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`/sign-in?next=${next}`)
  await page.getByLabel('Email').fill(login)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page
}

test('a supervisor watches, whispers, joins and leaves; the agent sees only what is meant for them', async ({
  agent,
  customer,
  browser,
}) => {
  await customer.choose('Returns & refunds', 'Return an item')
  await customer.say('Who looks over the shoulder?')
  await listed(agent, 'Who looks over the shoulder?').getByRole('button').click()
  const id = new URL(agent.url()).searchParams.get('conversation')
  const lead = await signIn(browser, SUPERVISOR, `/conversations/${id}`)
  const agentLog = agent.getByRole('log')
  await expect(lead.getByText('You are watching. Mei does not see it.')).toBeVisible()

  await customer.say('Still there?')
  await expect(lead.getByRole('log').getByText('Still there?')).toBeVisible()
  await expect(agent.getByText('Katrin')).toHaveCount(0)

  await lead.getByRole('textbox', { name: 'Whisper to Mei' }).fill('Offer the voucher')
  await lead.getByRole('button', { name: 'Whisper', exact: true }).click()
  await expect(agentLog.getByText('Offer the voucher')).toBeVisible()
  await expect(agentLog.getByText(/Whisper · Katrin/)).toBeVisible()
  await expect(customer.log.getByText('Offer the voucher')).toHaveCount(0)

  await lead.getByRole('button', { name: 'Join', exact: true }).click()
  await lead.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click()
  await lead
    .getByText(/^Write to /)
    .first()
    .click()
  await lead.getByRole('textbox', { name: /^Write to/ }).fill('I help Mei with this.')
  await lead.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(customer.log.getByText('I help Mei with this.')).toBeVisible()
  await lead.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(lead.getByText('You are watching. Mei does not see it.')).toBeVisible()

  const timeline = lead.getByRole('list', { name: 'Timeline' })
  await expect(timeline.getByText('Watches silently').first()).toBeVisible()
  await expect(timeline.getByText('Joined')).toBeVisible()
  await expect(timeline.getByText(/^Assigned to Mei/)).toBeVisible()
  await timeline.getByText('Why?').first().click()
  await expect(timeline.getByText(/Rule .* sends this customer to/).first()).toBeVisible()

  const [file] = await Promise.all([
    lead.waitForEvent('download'),
    lead.getByRole('link', { name: 'Export as text' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^conversation-\d+\.txt$/)
  await lead.context().close()
})

test('an alarm shows in the bell, is acknowledged with a note, and stands in the list', async ({
  customer,
  agent,
  browser,
}) => {
  await customer.choose('Returns & refunds', 'Return an item')
  await customer.say('Nobody answers me')
  await expect(listed(agent, 'Nobody answers me')).toBeVisible()
  await expect(agent.getByRole('button', { name: /^[1-9]\d* alarms?/ }).first()).toBeVisible({
    timeout: 90_000,
  })

  const lead = await signIn(browser, SUPERVISOR, '/alarms?kind=no_reply&state=open')
  const row = lead
    .getByRole('row')
    .filter({ hasText: /has waited .* for Mei/ })
    .first()
  await row.getByRole('button', { name: 'Acknowledge' }).click()
  const dialog = lead.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Note (optional)' }).fill('I ask Mei')
  await dialog.getByRole('button', { name: 'Acknowledge' }).click()
  await lead.goto('/alarms?state=acknowledged')
  await expect(lead.getByRole('row').filter({ hasText: 'Katrin Busch: I ask Mei' }).first()).toBeVisible()
  await lead.context().close()
})
