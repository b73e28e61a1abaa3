import { randomUUID } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { expect, test } from '../fixtures/desk'
import { passwordOf } from '../fixtures/people'

const SUPERVISOR = 'supervisor@fernhalde.example'

async function signIn(browser: Browser, login: string, next: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`/sign-in?next=${next}`)
  await page.getByLabel('Email').fill(login)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page
}

async function call<T>(page: Page, procedure: string, input: object): Promise<T> {
  const answer = await page.request.post(`/api/trpc/schedules.${procedure}`, { data: input })
  expect(answer.ok(), await answer.text()).toBe(true)
  return ((await answer.json()) as { result: { data: T } }).result.data
}

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text }).first()

async function barriers(page: Page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

test('leave is asked for, approved with what it touches in view, and both sides are told', async ({
  agent,
  browser,
}) => {
  const note = `Spring course ${randomUUID().slice(0, 8)}`
  await agent.goto('/schedule/mine')
  await agent.getByRole('button', { name: 'Ask for leave' }).click()
  const dialog = agent.getByRole('dialog')
  await dialog.getByLabel('First day').fill(dayIn(40))
  await dialog.getByLabel('Last day').fill(dayIn(41))
  await dialog.getByLabel('Note').fill(note)
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  const own = agent.getByRole('listitem').filter({ hasText: note })
  await expect(own.getByText('open')).toBeVisible()
  expect(await barriers(agent)).toEqual([])

  const lead = await signIn(browser, SUPERVISOR, '/schedule/leave')
  await row(lead, note)
    .getByRole('button', { name: /^Approve/ })
    .click()
  const decision = lead.getByRole('dialog')
  await expect(decision.getByText(/What it touches|No shift, nobody else away/)).toBeVisible()
  await decision.getByLabel('Note to the agent').fill('Have fun')
  await decision.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(row(lead, note)).toHaveCount(0)
  expect(await barriers(lead)).toEqual([])

  await agent.reload()
  await expect(own.getByText('approved')).toBeVisible()
  await agent
    .getByRole('button', { name: /new notices?$/ })
    .first()
    .click()
  await expect(agent.getByText(/^Katrin Busch approved your leave, \w{3}, /).first()).toBeVisible()
  await expect(agent.getByText('Have fun').first()).toBeVisible()
  await lead.context().close()
})

test('a shift is offered to a colleague, who takes it; approved, it changes hands', async ({
  open,
  browser,
}) => {
  const desk = await open({ people: [{ name: 'Ida' }, { name: 'Quirin' }] })
  const agent = await desk.enter('Ida')
  const lead = await signIn(browser, SUPERVISOR, '/schedule/leave')
  const me = await agent.request.get('/api/v1/agent/status')
  const { agentId } = (await me.json()) as { agentId: string }
  const day = dayIn(5)
  const id = randomUUID()
  const segments = [{ kind: 'work', from: 3 * 60 + 7, until: 5 * 60 }]
  const put = {
    kind: 'put',
    id,
    version: null,
    agentId,
    day,
    templateId: null,
    segments,
    note: '',
    further: true,
  }
  await call(lead, 'changeRoster', { operations: [put] })
  await call(lead, 'publishRoster', { from: day, until: dayIn(6), groupId: null, search: '' })

  await agent.goto(`/schedule/mine?from=${day}`)
  await agent.getByRole('button', { name: /^Swap the shift .*03:07–05:00/ }).click()
  await agent.getByRole('dialog').getByRole('button', { name: 'Offer', exact: true }).click()
  const own = agent.getByRole('listitem').filter({ hasText: /03:07–05:00 to/ })
  await expect(own.getByText('offered')).toBeVisible()

  const mate = await desk.enter('Quirin')
  await mate.goto('/schedule/mine')
  const offer = mate.getByRole('listitem').filter({ hasText: '03:07–05:00' })
  await offer.getByRole('button', { name: 'Take it' }).click()
  await lead.goto('/schedule/leave?type=swap')
  await row(lead, '03:07–05:00')
    .getByRole('button', { name: /^Approve/ })
    .click()
  const decision = lead.getByRole('dialog')
  await decision.getByRole('button', { name: 'Approve', exact: true }).click()
  const anyway = decision.getByRole('button', { name: 'Approve all the same' })
  await expect(anyway.or(lead.getByText('Decided. Both sides are told.')).first()).toBeVisible()
  if (await anyway.isVisible()) await anyway.click()
  await expect(lead.getByText('Decided. Both sides are told.').first()).toBeVisible()
  await mate.goto(`/schedule/mine?from=${day}`)
  await expect(mate.getByRole('list', { name: 'My schedule' }).getByText('03:07–05:00')).toBeVisible()
  await lead.context().close()
})
