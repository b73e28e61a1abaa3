import type { Page } from '@playwright/test'
import { barriers } from '../fixtures/barriers'
import { heard, listen } from '../fixtures/ear'
import { expect, listed, test } from '../fixtures/people'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the workspace and the customer's window have no known barrier, ${colorScheme}`, async ({
    agent,
    customer,
  }) => {
    const question = `Is this readable in ${colorScheme}?`
    await agent.emulateMedia({ colorScheme })
    await customer.page.emulateMedia({ colorScheme })
    expect(await barriers(agent)).toEqual([])
    expect(await barriers(customer.page)).toEqual([])

    await customer.choose('Returns & refunds', 'Return an item')
    await customer.say(question)
    await listed(agent, question).getByRole('button').click()
    await expect(agent.getByRole('log').getByText(question)).toBeVisible()
    await expect(customer.log.getByText('· Read')).toBeVisible()
    expect(await barriers(agent)).toEqual([])
    expect(await barriers(customer.page)).toEqual([])

    for (const [button, loaded] of [
      ['Transfer', 'Sofie'],
      ['End', 'Return label sent'],
    ] as const) {
      await agent.getByRole('button', { name: button, exact: true }).click()
      const dialog = agent.getByRole('dialog')
      await expect(dialog.getByText(loaded)).toBeVisible()
      expect(await barriers(agent)).toEqual([])
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await expect(dialog).toBeHidden()
    }
    await agent.getByRole('button', { name: 'Why me?' }).click()
    await expect(agent.getByRole('table')).toBeVisible()
    expect(await barriers(agent)).toEqual([])
  })
}

test('each message is read out once, with who wrote it, on the other side only, and history is silent', async ({
  agent,
  customer,
}) => {
  const times = async (page: Page, words: RegExp) =>
    (await heard(page)).filter((line) => words.test(line)).length
  await listen(customer.page)
  await listen(agent)
  await customer.choose('Returns & refunds', 'Return an item')
  await customer.say('Is anybody listening?')
  await expect.poll(() => times(agent, /waits for an answer$/)).toBe(1)
  await listed(agent, 'Is anybody listening?').getByRole('button').click()
  await expect(agent.getByRole('log').getByText('Is anybody listening?')).toBeVisible()
  await expect.poll(() => times(customer.page, /^Mei is with you now$/)).toBe(1)

  const reply = agent.getByRole('textbox', { name: /^Reply to/ })
  for (const text of ['Yes, I am', 'Yes, I am']) {
    await reply.pressSequentially(text)
    await reply.press('Enter')
  }
  await expect.poll(() => times(customer.page, /^Mei: Yes, I am$/)).toBe(2)
  await customer.say('Good to hear')
  await expect.poll(() => times(agent, /^Visitor .*: Good to hear$/)).toBe(1)
  await reply.fill('The last word')
  await reply.press('Enter')
  await expect.poll(() => times(customer.page, /^Mei: The last word$/)).toBe(1)
  expect(await times(customer.page, /is typing/)).toBeLessThanOrEqual(3)
  expect(await times(customer.page, /anybody listening|Good to hear/)).toBe(0)
  expect(await times(agent, /anybody listening|Yes, I am|last word/)).toBe(0)
  expect(await times(agent, /Good to hear/)).toBe(1)

  await customer.page.reload()
  await expect(customer.log.getByText('The last word')).toBeVisible()
  await reply.fill('One more')
  await reply.press('Enter')
  await expect.poll(() => times(customer.page, /^Mei: One more$/)).toBe(1)
  expect(await times(customer.page, /Yes, I am|last word|with you now|Good to hear/)).toBe(0)
})
