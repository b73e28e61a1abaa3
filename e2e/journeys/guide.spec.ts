import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { startServer } from '../fixtures/start-server'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const LOGIN = 'admin@switchyard.example'

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude('iframe').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

test('an empty installation is led to its first answered chat', async ({ browser }) => {
  test.setTimeout(240_000)
  const server = await startServer({ DEMO: '0' })
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' })
  try {
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(LOGIN)
    const password = new RegExp(`${LOGIN}\\s+(\\S+)`).exec(server.said)?.[1] ?? ''
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/admin\/guide/)
    await expect(page.getByText('0 of 5 steps done')).toBeVisible()
    expect(await barriers(page)).toEqual([])

    await page.getByLabel('Name of the organisation').fill('Harbour Bikes')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('Name of the group').fill('Customer care')
    await page.getByRole('button', { name: 'Create group' }).click()
    await page.getByLabel('Name of the channel').fill('Web shop')
    await page.getByRole('button', { name: 'Create channel' }).click()
    await page.getByRole('button', { name: 'Answer customers' }).click()
    await expect(page.getByText('4 of 5 steps done')).toBeVisible()
    expect(await barriers(page)).toEqual([])

    await page.getByRole('button', { name: 'Go online' }).click()
    await expect(page.getByText('You are online.')).toBeVisible()
    const customer = page.frameLocator('iframe[title="The customer’s window"]')
    const agent = page.frameLocator('iframe[title="The workspace"]')
    await customer.getByRole('textbox', { name: 'Your message' }).fill('Is anybody there?')
    await customer.getByRole('textbox', { name: 'Your message' }).press('Enter')
    await expect(page.getByText('The message arrived at an agent. Answer it now.')).toBeVisible()
    await agent.getByText('Is anybody there?').first().click()
    const answer = agent.getByRole('textbox', { name: /Message|Reply|Write/ }).last()
    await answer.fill('Yes, here I am.')
    await answer.press('Enter')
    await expect(customer.getByRole('log').getByText('Yes, here I am.')).toBeVisible()
    await expect(page.getByText('5 of 5 steps done')).toBeVisible()
    await expect(page.getByText('You are ready to serve customers.')).toBeVisible()

    await page.goto('/admin/configuration')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('switchyard-configuration.yaml')
    const answered = await page.request.get('/api/v1/admin/configuration?stamp=0')
    const text = (await answered.text()).replace('name: Harbour Bikes', 'name: Harbour Bikes & Boats')
    await page.getByLabel('Or paste it here').fill(text)
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByText('0 added, 1 changed, 0 removed')).toBeVisible()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Apply 1 change' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply 1 change' }).click()
    await expect(page.getByText('The file changes nothing.')).toBeVisible()
  } finally {
    await context.close()
    await server.stop()
  }
})
