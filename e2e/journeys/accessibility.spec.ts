import { barriers } from '../fixtures/barriers'
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
