import type { Page } from '@playwright/test'
import { expect, listed, test } from '../fixtures/people'

const words = 'The blue jacket shall go back to you, please'
const reply = (agent: Page) => agent.getByRole('textbox', { name: /^Reply to/ })

test('an agent walks through the procedure that fits, and what was done stays with the conversation', async ({
  agent,
  customer,
}) => {
  await customer.choose('Returns & refunds', 'Return an item')
  await customer.say(words)
  await listed(agent, words).getByRole('button').click()
  await agent.getByRole('button', { name: 'SOP: Take back an item' }).click()
  const panel = agent.getByRole('tabpanel', { name: 'SOP' })
  await panel.getByRole('button', { name: 'Start “Take back an item”' }).click()

  await panel.getByRole('textbox', { name: 'order number' }).fill('FH-20417')
  await agent.keyboard.press('Enter')
  await panel.getByRole('button', { name: 'Yes', exact: true }).click()
  await agent.reload()
  await panel.getByRole('button', { name: 'It does not fit or please' }).click()
  await panel.getByRole('button', { name: 'Insert' }).click()
  await expect(reply(agent)).toHaveValue(/return label for order FH-20417/)
  await reply(agent).press('Enter')
  await expect(customer.log.getByText(/return label for order FH-20417/)).toBeVisible()

  await panel.getByRole('button', { name: 'Finish' }).click()
  const past = panel.getByRole('region', { name: 'Procedures in this conversation' })
  await past.getByText('Take back an item').click()
  await expect(past.getByText('FH-20417')).toBeVisible()
  await expect(agent.getByText('finished “Take back an item”')).toBeVisible()
})
