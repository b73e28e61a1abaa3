import type { Page } from '@playwright/test'
import { expect, passwordOf, test } from '../fixtures/people'

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(login)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(login))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

test('a supervisor opens what stands behind a figure, and acts on who waits', async ({
  browser,
  agent,
  customer,
}) => {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, 'supervisor@fernhalde.example')
  await agent.request.put('/api/v1/agent/status', { data: { status: 'busy', reason: 'break' } })
  await customer.choose('Returns & refunds', 'Return an item')
  await customer.say('Is somebody there?')
  await page.goto('/monitor')
  const queue = page.getByRole('region', { name: /^Queue/ }).first()
  const row = queue.getByRole('row', { name: /Returns & refunds/ }).first()
  await expect(row).toBeVisible()

  await page.getByRole('button', { name: /^In the queue/ }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('row', { name: /Returns & refunds/ }).first()).toContainText('in the queue')
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)

  await page.getByRole('combobox', { name: 'Skill group' }).click()
  await page.getByRole('option', { name: 'Returns & refunds' }).click()
  await expect(page).toHaveURL(/group=/)
  await page.reload()
  await expect(row).toBeVisible()

  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'End…' }).click()
  await expect(page.getByRole('dialog')).toContainText('End the conversation')
  await page.keyboard.press('Escape')

  await agent.request.put('/api/v1/agent/status', { data: { status: 'online' } })
  await expect(customer.log.getByText('Mei is with you now')).toBeVisible()
  await page.context().close()
})

test('a screen shows the numbers without anybody signed in, until its address is ended', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, 'supervisor@fernhalde.example')
  await page.goto('/monitor')
  await page.getByRole('button', { name: 'Wallboard' }).click()
  const dialog = page.getByRole('dialog', { name: 'Wallboard' })
  await dialog.getByLabel('Name of the screen').fill('Hall')
  await dialog.getByRole('button', { name: 'Make an address' }).click()
  const address = await dialog.getByText(/\/wall\/[\w-]{43}/).textContent()

  const screen = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
  await screen.goto(new URL(address ?? '').pathname)
  await expect(screen.getByRole('heading', { name: 'All groups' })).toBeVisible()
  await expect(screen.getByText('In the queue')).toBeVisible()
  const scrolls = () => {
    const { scrollHeight, scrollWidth, clientHeight, clientWidth } = document.documentElement
    return scrollHeight > clientHeight || scrollWidth > clientWidth
  }
  expect(await screen.evaluate(scrolls)).toBe(false)

  await dialog.getByRole('button', { name: 'End', exact: true }).click()
  await page
    .getByRole('dialog', { name: /End the address/ })
    .getByRole('button', { name: 'End' })
    .click()
  await expect(screen.getByRole('heading', { name: 'This display has been ended.' })).toBeVisible()
  await screen.context().close()
  await page.context().close()
})

test('an agent sees their own day beside their own past, and opens what is behind a number', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, 'xiaowen@fernhalde.example')
  await page.goto('/my-day?span=week')
  await expect(page.getByRole('heading', { name: 'My day', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: /^Conversations handled/ }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('Conversations that ended in the period')
  await page.keyboard.press('Escape')
  await page.context().close()
})
