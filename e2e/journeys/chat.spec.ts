import { expect, listed, status, test } from '../fixtures/people'

const returns = ['Returns & refunds', 'Return an item'] as const

test('a customer asks, the agent answers, both see the other read and type, and the customer rates', async ({
  agent,
  customer,
}) => {
  await customer.choose(...returns)
  await customer.say('How do I return the tent?')

  const item = listed(agent, 'How do I return the tent?')
  await expect(item.getByText(/^\d+:\d\d$/)).toBeVisible()
  await expect(item.getByLabel('1 unread message')).toBeVisible()
  await expect(agent).toHaveTitle(/^\(1\)/)
  await item.getByRole('button').click()
  await expect(agent.getByRole('log').getByText('How do I return the tent?')).toBeVisible()
  await expect(customer.page.getByText('Mei', { exact: true }).first()).toBeVisible()
  await expect(customer.log.getByText('· Read')).toBeVisible()

  const reply = agent.getByRole('textbox', { name: /^Reply to/ })
  await reply.pressSequentially('I send you a label')
  await expect(customer.page.getByText('Mei is typing').first()).toBeVisible()
  await reply.press('Enter')
  await expect(customer.log.getByText('I send you a label')).toBeVisible()
  await expect(agent.getByRole('region', { name: 'Waiting for them' }).getByRole('listitem')).toHaveCount(1)
  await expect(agent.getByRole('log').getByText('Read')).toBeVisible()

  await customer.input.pressSequentially('Thanks')
  await expect(agent.getByRole('log').getByText(/is typing/)).toBeVisible()
  await customer.input.press('Enter')
  await expect(agent.getByRole('log').getByText('Thanks')).toBeVisible()

  await agent.getByRole('button', { name: 'End', exact: true }).click()
  const dialog = agent.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Wrap-up' }).fill('label')
  await dialog.getByRole('option', { name: /Return label sent/ }).click()
  await dialog.getByRole('button', { name: 'End', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(customer.page.getByText('This conversation has ended')).toBeVisible()

  await customer.page.getByRole('radio', { name: /^5 stars/ }).check({ force: true })
  await customer.page.getByRole('button', { name: 'Send rating' }).click()
  await expect(customer.page.getByText('Thank you for your rating')).toBeVisible()
  await expect(agent.getByRole('log').getByText('Rated 5 of 5')).toBeVisible()
})

test('why this agent: the decision is told in words with its numbers', async ({ agent, customer }) => {
  await customer.choose(...returns)
  await customer.say('Who decides?')
  await listed(agent, 'Who decides?').getByRole('button').click()
  await agent.getByRole('button', { name: 'Why me?' }).click()
  const context = agent.getByRole('complementary', { name: 'Context' })
  await expect(context.getByText(/Rule .* sends this customer to/)).toBeVisible()
  await expect(context.getByRole('row', { name: /Mei/ })).toContainText(/of 2/)
})

test('ten tabs of one browser keep working with one stream', async ({ agent, customer }) => {
  const streams: string[] = []
  agent.context().on('request', (request) => {
    if (request.url().endsWith('/agent/events')) streams.push(request.url())
  })
  const tabs = [agent]
  for (let n = 1; n < 10; n += 1) {
    const tab = await agent.context().newPage()
    await tab.goto('/workspace')
    await expect(status(tab)).toHaveAccessibleName(/Online/)
    tabs.push(tab)
  }
  expect(streams).toEqual([])

  await customer.choose(...returns)
  await customer.say('Do all ten hear me?')
  for (const tab of tabs) await expect(listed(tab, 'Do all ten hear me?')).toBeVisible()

  // The leading tab goes; another takes its place, and the last of the ten still hears everything.
  await agent.close()
  await customer.say('Still there?')
  for (const tab of tabs.slice(1)) await expect(listed(tab, 'Still there?')).toBeVisible()
  expect(streams).toHaveLength(1)
})

test('what happens while the connection is broken is there when it is back, and nothing is lost', async ({
  agent,
  customer,
}) => {
  await customer.choose(...returns)
  await customer.say('First')
  await listed(agent, 'First').getByRole('button').click()
  await expect(agent.getByRole('log').getByText('First')).toBeVisible()

  await agent.context().setOffline(true)
  await expect(agent.getByText('No connection')).toBeVisible()
  await customer.say('Second')
  await customer.say('Third')
  const reply = agent.getByRole('textbox', { name: /^Reply to/ })
  await reply.fill('Written without a connection')
  await reply.press('Enter')
  await expect(agent.getByRole('log').getByText('Not sent.')).toBeVisible()

  await agent.context().setOffline(false)
  await expect(agent.getByText('No connection')).toBeHidden()
  await expect(customer.log.getByText('Written without a connection')).toHaveCount(1)
  const said = agent.getByRole('log').getByText(/^(First|Second|Third|Written without a connection)$/)
  await expect(said).toHaveText(['First', 'Second', 'Third', 'Written without a connection'])
})

test('a draft stays with its conversation, also after a reload', async ({ agent, visit }) => {
  const [one, two] = [await visit(), await visit()]
  await one.choose(...returns)
  await one.say('I am the first')
  await two.choose(...returns)
  await two.say('I am the second')
  const reply = agent.getByRole('textbox', { name: /^Reply to/ })
  await listed(agent, 'I am the first').getByRole('button').click()
  await reply.fill('Half a sentence')
  await listed(agent, 'I am the second').getByRole('button').click()
  await expect(reply).toHaveValue('')
  await agent.reload()
  await agent.getByRole('navigation', { name: 'Conversations' }).getByText('Draft').click()
  await expect(reply).toHaveValue('Half a sentence')
})

test('by keyboard alone: take the next, answer, end', async ({ agent, customer }) => {
  await customer.choose(...returns)
  await customer.say('No mouse please')
  await expect(listed(agent, 'No mouse please')).toBeVisible()
  await agent.keyboard.press('n')
  await expect(agent.getByRole('textbox', { name: /^Reply to/ })).toBeFocused()
  await agent.keyboard.type('Gladly')
  await agent.keyboard.press('Shift+Enter')
  await agent.keyboard.type('in two lines')
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText(/Gladly\s+in two lines/)).toBeVisible()

  await agent.keyboard.press('Control+k')
  await agent.getByRole('textbox', { name: 'Command palette' }).fill('End or wrap up')
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('combobox', { name: 'Wrap-up' })).toBeFocused()
  await agent.keyboard.type('label')
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('option', { selected: true })).toBeVisible()
  await agent.keyboard.press('Enter')
  await expect(customer.page.getByText('This conversation has ended')).toBeVisible()
})

test('the list does not move under the pointer', async ({ agent, visit }) => {
  const [one, two] = [await visit(), await visit()]
  await one.choose(...returns)
  await one.say('Older question')
  await two.choose(...returns)
  await two.say('Newer question')
  const items = agent.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem')
  await expect(items).toHaveText([/Older question/, /Newer question/])
  await items.first().hover()
  const [older] = (
    (await (await agent.request.get('/api/v1/agent/conversations?list=mine')).json()) as {
      items: { id: string }[]
    }
  ).items
  await agent.request.post(`/api/v1/agent/conversations/${older?.id}/messages`, {
    data: { clientMessageId: crypto.randomUUID(), kind: 'text', text: 'Answered elsewhere' },
  })
  await expect(items).toHaveText([/Answered elsewhere/, /Newer question/])
  await agent.getByText('No conversation is open').hover()
  await expect(items).toHaveText([/Newer question/, /Answered elsewhere/])
})
