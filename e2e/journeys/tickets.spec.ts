import { expect, test } from '../fixtures/desk'
import { listed } from '../fixtures/people'

test('a ticket from a conversation is moved on the board, and the customer reads the answer in the chat', async ({
  open,
}) => {
  const desk = await open({ people: [{ name: 'Tilda' }] })
  const tilda = await desk.enter('Tilda')
  const customer = await desk.visit()
  await customer.say('The samovar drips on the oak table')
  await listed(tilda, 'samovar').getByRole('button').click()
  await expect(tilda.getByRole('log').getByText('The samovar drips on the oak table')).toBeVisible()

  await tilda.getByRole('button', { name: 'More actions' }).click()
  await tilda.getByRole('menuitem', { name: /^Open a ticket/ }).click()
  const form = tilda.getByRole('dialog', { name: 'New ticket' })
  await expect(form.getByLabel('Description')).toHaveValue(/samovar drips/)
  await form.getByLabel('Title').fill('Samovar drips')
  // Pressed twice, as people do.
  await form.getByRole('button', { name: 'Open ticket' }).dblclick()
  await expect(form).toBeHidden()
  const context = tilda.getByRole('complementary', { name: 'Context' })
  await context.getByRole('tab', { name: 'Tickets' }).click()
  await expect(context.getByRole('link', { name: /Samovar drips/ })).toHaveCount(1)

  await tilda.goto('/tickets?view=board&q=Samovar')
  const board = tilda.getByRole('region', { name: 'Board' })
  const column = (name: string) => board.locator(`[data-column="${name}"]`)
  const card = board.getByRole('button', { name: /Samovar drips/ })
  await expect(column('new').getByRole('button', { name: /Samovar drips/ })).toBeVisible()
  await card.press('Alt+ArrowRight')
  await expect(column('open').getByRole('button', { name: /Samovar drips/ })).toBeVisible()
  await card.dragTo(column('pending'))
  await expect(column('pending').getByRole('button', { name: /Samovar drips/ })).toBeVisible()

  await card.click()
  const ticket = tilda.getByRole('dialog', { name: /Samovar drips/ })
  await ticket.getByRole('textbox', { name: 'Comment' }).fill('A new gasket is on its way to you.')
  await ticket.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(ticket.getByText('In the chat')).toBeVisible()
  await expect(customer.log.getByText(/A new gasket is on its way/)).toHaveCount(1)

  // The answer opens the ticket again and stands on its timeline.
  await customer.say('Thank you, I wait for the gasket')
  await expect(ticket.getByText('Thank you, I wait for the gasket')).toBeVisible()
  await expect(ticket.getByRole('combobox', { name: 'Status' })).toHaveValue('Open')
})

test('a call-back is arranged in a conversation, and its result ends it', async ({ open }) => {
  const desk = await open({ people: [{ name: 'Ruben' }] })
  const ruben = await desk.enter('Ruben')
  const customer = await desk.visit()
  await customer.say('Please phone me about the harmonium')
  await listed(ruben, 'harmonium').getByRole('button').click()
  await expect(ruben.getByRole('log').getByText('Please phone me about the harmonium')).toBeVisible()
  await ruben.getByRole('button', { name: 'More actions' }).click()
  await ruben.getByRole('menuitem', { name: /^Arrange a call-back/ }).click()
  const form = ruben.getByRole('dialog', { name: 'New call-back' })
  await form.getByLabel('Phone').fill('+49 30 5550172')
  await form.getByLabel('Note').fill('Harmonium, afternoon')
  await form.getByRole('button', { name: 'Arrange' }).click()
  await expect(form).toBeHidden()

  await ruben.goto('/call-backs?q=Harmonium')
  const row = ruben.getByRole('row', { name: /5550172/ })
  await expect(row).toContainText('Waiting')
  await row.locator('[data-open]').click()
  const one = ruben.getByRole('dialog')
  await expect(one.getByText('Harmonium, afternoon')).toBeVisible()
  await one.getByRole('radio', { name: 'Reached', exact: true }).check()
  await one.getByRole('button', { name: 'Save' }).click()
  await expect(one).toBeHidden()
  await expect(row).toContainText('Done')
})
