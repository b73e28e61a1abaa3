import { expect, test } from '../fixtures/desk'
import { listed, passwordOf } from '../fixtures/people'

test('a customer asks the bot, chooses what was meant, and gets a person who has read all of it', async ({
  open,
}) => {
  const desk = await open({
    people: [{ name: 'Botilda' }],
    bot: {
      ...{ name: { en: 'Robin' }, greeting: { en: 'Robin here, what can I find for you?' } },
      ...{ answerFrom: 0.95, suggestFrom: 0.05 },
      buttons: [
        { key: 'a', label: { en: 'About money' }, action: { kind: 'question', text: { en: 'money back' } } },
        {
          ...{ key: 'm', label: { en: 'More topics' } },
          action: {
            kind: 'menu',
            items: [{ key: 'h', label: { en: 'A colleague' }, action: { kind: 'human' } }],
          },
        },
      ],
    },
  })
  const agent = await desk.enter('Botilda')
  const customer = await desk.visit()
  await expect(customer.page.getByText('Robin here, what can I find for you?')).toBeVisible()
  await customer.page.getByRole('button', { name: 'More topics' }).click()
  await expect(customer.log.getByRole('button', { name: 'A colleague' })).toBeVisible()
  await expect(customer.page.getByText('Robin here, what can I find for you?')).toHaveCount(1)

  await customer.say('money back for parcel rowan-17')
  await expect(customer.log.getByText('Did you mean one of these?')).toBeVisible()
  await customer.log.getByRole('button', { name: 'When do I get my money back?' }).click()
  await expect(customer.log.getByText(/^Within five working days/)).toBeVisible()
  await customer.log.getByRole('button', { name: 'Yes', exact: true }).click()
  await expect(customer.log.getByText('Thank you for telling us.')).toBeVisible()

  await customer.page.getByRole('button', { name: 'Talk to a person' }).click()
  await listed(agent, /Visitor|Customer/)
    .first()
    .getByRole('button')
    .first()
    .click()
  await expect(agent.getByText('money back for parcel rowan-17').last()).toBeVisible()
  await expect(agent.getByText(/^Within five working days/).last()).toBeVisible()
  await agent.getByRole('textbox', { name: /^Reply to/ }).fill('Botilda reads rowan-17')
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText('Botilda reads rowan-17')).toBeVisible()
  await expect(customer.log.getByRole('button', { name: 'A colleague' })).toHaveCount(0)
})

test('an administrator tries the bot, and an editor dismisses a question that it missed', async ({
  page,
}) => {
  await page.goto('/sign-in?next=/admin/bot')
  await page.getByLabel('Email').fill('admin@fernhalde.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('admin@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  const row = page.getByRole('row', { name: /Help centre/ })
  await expect(row).toContainText('Always')
  await row
    .getByRole('button', { name: /Help centre/ })
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Try' }).click()
  const talk = page.getByRole('dialog', { name: 'Talk to the bot' })
  await talk.getByRole('textbox', { name: 'Message' }).fill('where is my order')
  await page.keyboard.press('Enter')
  await expect(talk.getByText(/^Every parcel has a tracking number/)).toBeVisible()
  await expect(talk.getByText('Answered', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(talk).toHaveCount(0)

  await page.getByRole('tab', { name: 'Unanswered questions' }).click()
  const missed = page.getByRole('row', { name: /gift/i })
  await expect(missed).toContainText('Missed')
  await missed.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(missed).toHaveCount(0)
  await page.getByRole('tab', { name: 'Coverage' }).click()
  await expect(page.getByText(/first questions of the last 30 days/)).toBeVisible()
})
