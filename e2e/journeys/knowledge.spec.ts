import type { Page } from '@playwright/test'
import { expect, listed, passwordOf, test } from '../fixtures/people'

const returns = ['Returns & refunds', 'Return an item'] as const
const reply = (agent: Page) => agent.getByRole('textbox', { name: /^Reply to/ })

test('an agent is offered answers to the last words and puts one in by key, and finds others by search', async ({
  agent,
  customer,
}) => {
  await customer.choose(...returns)
  await customer.say('How long does a refund take?')
  await listed(agent, 'How long does a refund take?').getByRole('button').click()
  const suggested = agent.getByRole('region', { name: 'Suggested answers' })
  await expect(suggested.getByRole('button').first()).toHaveAccessibleName(/When do I get my money back/)
  await reply(agent).focus()
  await agent.keyboard.press('Alt+1')
  await expect(reply(agent)).toHaveValue(/^Within five working days/)
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText(/^Within five working days/)).toBeVisible()
  await expect(suggested).toHaveCount(0)

  await agent.getByRole('button', { name: 'Search the knowledge base' }).click()
  await agent.getByRole('combobox', { name: 'Search the knowledge base' }).fill('adress chnage')
  await expect(agent.getByRole('option').first()).toContainText('Change the delivery address')
  await agent.keyboard.press('Enter')
  await expect(reply(agent)).toHaveValue(/^Until an order ships/)
  await expect(reply(agent)).toBeFocused()
})

test('an article is written, tried in vain, published, and then answers', async ({ page }) => {
  await page.goto('/sign-in?next=/admin/knowledge')
  await page.getByLabel('Email').fill('admin@fernhalde.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('admin@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  const title = `Engraving ${Date.now().toString(36)}`
  await page.getByRole('button', { name: 'New article' }).click()
  const drawer = page.getByRole('dialog', { name: 'New article' })
  await drawer.getByRole('textbox', { name: 'Title' }).fill(title)
  await drawer.getByRole('textbox', { name: 'Text' }).fill('We engrave **names** up to twelve letters.')
  await drawer.getByRole('textbox', { name: 'Questions' }).fill('can you engrave a name')
  await expect(drawer.getByText('names', { exact: true })).toHaveCSS('font-weight', /[6-9]00|bold/)
  await drawer.getByRole('button', { name: 'Save' }).click()
  const row = page.getByRole('row', { name: new RegExp(title) })
  await expect(row).toContainText('Draft')

  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(row).toContainText('Published')
  await page.getByRole('button', { name: 'Try a question' }).click()
  const trial = page.getByRole('dialog', { name: 'Try a question' })
  await trial.getByRole('textbox').fill(`${title}: can you engrave a name?`)
  // A new index is there within a second or so of the publication.
  await expect(async () => {
    await trial.getByRole('button', { name: 'Ask' }).click()
    await expect(trial.getByText(title)).toBeVisible({ timeout: 1_000 })
  }).toPass()
})
